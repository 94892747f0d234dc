import type { Command } from 'commander'
import { queue, queues } from './commands/queue.ts'
import { examples } from './help.ts'
import type { Wire } from './wire.ts'

const ref = ['<queue>', 'Name of the queue'] as const

/** `lf queue …`. */
export function addQueueCommands(program: Command, wire: Wire): void {
  const command = program
    .command('queue')
    .description('List, pause and resume queues, and limit how many runs they start at once')
    .addHelpText('after', examples('lf queue list', 'lf queue pause default --reason "disk maintenance"'))
  addList(command, wire)
  addPausing(command, wire)
  addLimit(command, wire)
}

function addList(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('List queues with their limits and the number of tasks that run and wait')
    .addHelpText('after', examples('lf queue list', 'lf queue list --json'))
    .action(act((options) => queues(globalOf(options), options)))
}

function addPausing(command: Command, { act, globalOf }: Wire): void {
  command
    .command('pause')
    .description('Pause a queue: it accepts runs but starts none until you resume it')
    .argument(...ref)
    .option('--reason <TEXT>', 'Reason, shown wherever the pause appears')
    .addHelpText('after', examples('lf queue pause default', 'lf queue pause disk --reason "replacing the drive"'))
    .action(act((options, name: string) => queue(globalOf(options), 'pause', name, options)))
  command
    .command('drain')
    .description('Drain a queue: finish the runs in it and skip new ones until you resume it')
    .argument(...ref)
    .option('--reason <TEXT>', 'Reason, shown wherever the queue appears')
    .addHelpText('after', examples('lf queue drain default', 'lf queue drain disk --reason "replacing the drive"'))
    .action(act((options, name: string) => queue(globalOf(options), 'drain', name, options)))
  command
    .command('resume')
    .description('Resume a paused or draining queue')
    .argument(...ref)
    .addHelpText('after', examples('lf queue resume default', 'lf queue resume disk --json'))
    .action(act((options, name: string) => queue(globalOf(options), 'resume', name, options)))
}

function addLimit(command: Command, { act, globalOf }: Wire): void {
  command
    .command('limit')
    .alias('cap')
    .description('Set the concurrency limit of a queue: how many of its tasks run at the same time')
    .argument(...ref)
    .argument('<n>', 'Number, or "none" for no limit')
    .addHelpText('after', examples('lf queue limit disk 1', 'lf queue limit disk none'))
    .action(act((options, name: string, limit: string) => queue(globalOf(options), 'limit', name, { ...options, limit })))
}
