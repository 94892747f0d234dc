import type { Command } from 'commander'
import { queue, queues } from './commands/queue.ts'
import type { Wire } from './wire.ts'

/** `lf queue …`. */
export function addQueueCommands(program: Command, wire: Wire): void {
  const command = program.command('queue').description('look at the queues, and hold them up')
  addList(command, wire)
  addHolding(command, wire)
  addCap(command, wire)
}

function addList(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('every queue, with what waits and runs in it')
    .action(act((options) => queues(globalOf(options), options)))
}

function addHolding(command: Command, { act, globalOf }: Wire): void {
  command
    .command('pause')
    .description('begin nothing of a queue until it is resumed')
    .argument('<queue>')
    .option('--note <TEXT>', 'why')
    .action(act((options, name: string) => queue(globalOf(options), 'pause', name, options)))
  command
    .command('drain')
    .description('work off what waits, and take in nothing new')
    .argument('<queue>')
    .option('--note <TEXT>', 'why')
    .action(act((options, name: string) => queue(globalOf(options), 'drain', name, options)))
  command
    .command('resume')
    .description('take in and begin again')
    .argument('<queue>')
    .action(act((options, name: string) => queue(globalOf(options), 'resume', name, options)))
}

function addCap(command: Command, { act, globalOf }: Wire): void {
  command
    .command('cap')
    .description('how many tasks of a queue run at the same time')
    .argument('<queue>')
    .argument('<n>', 'a number, or "none"')
    .action(act((options, name: string, cap: string) => queue(globalOf(options), 'cap', name, { ...options, cap })))
}
