import { type Command, Option } from 'commander'
import { afterOutcomes, fileChanges } from '../../../shared/model/trigger.ts'
import type { Act } from './commands/triggers.ts'
import { gathered, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const triggers = () => import('./commands/triggers.ts')

const ref = ['<trigger>', 'its id, or its job where that has one trigger only'] as const

/** `lf trigger …`. */
export function addTriggerCommands(program: Command, wire: Wire): void {
  const command = program
    .command('trigger')
    .description('what else sets jobs off: files, other jobs, a web address, the computer')
  addList(command, wire)
  addAdd(command, wire)
  addActs(command, wire)
  addLog(command, wire)
}

function addList(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('the triggers of all jobs, or of one')
    .argument('[job]', 'its name or id')
    .action(act(async (options, job?: string) => (await triggers()).listTriggers(globalOf(options), job, options)))
}

function addAdd(command: Command, { act, globalOf }: Wire): void {
  command
    .command('add')
    .description('let something set a job off')
    .argument('<job>', 'its name or id')
    .addOption(new Option('--on <EVENT>', 'what the computer does').choices(['app-start', 'login', 'wake', 'unlock']))
    .option('--files <PATH>', 'a file, or a folder and all below it, that changes')
    .addOption(
      new Option('--pattern <GLOB>', 'with --files: only what matches, such as "*.pdf"; may be repeated').argParser(gathered),
    )
    .addOption(
      new Option(
        `--change <CHANGE>`,
        `with --files: ${fileChanges.join(', ')}; may be repeated (default: added, changed)`,
      ).argParser(gathered),
    )
    .option('--debounce <DURATION>', 'with --files: a file is taken when it has not grown for so long (default: 2s)')
    .option('--together <DURATION>', 'with --files: one run for all that change until nothing has for so long')
    .option('--no-catch-up', 'with --files: what changed while LocalFlow was closed does not count')
    .option('--after <JOB>', 'the end of another job')
    .addOption(new Option('--outcome <OUTCOME>', 'with --after (default: success)').choices([...afterOutcomes]))
    .option('--webhook', 'a call of a web address of its own')
    .option('--name <NAME>', 'tells it from other triggers of the job')
    .option('--off', 'turned off at first')
    .action(act(async (options, job: string) => (await triggers()).addTrigger(globalOf(options), job, options as never)))
}

function addActs(command: Command, { act, globalOf }: Wire): void {
  const acts: [Act, string][] = [
    ['show', 'one trigger, with its web address'],
    ['on', 'turn it on'],
    ['off', 'turn it off'],
    ['new-address', 'give it another web address; the old one leads nowhere'],
    ['delete', 'delete it'],
    ['restore', 'bring a deleted one back'],
  ]
  for (const [name, words] of acts)
    command
      .command(name)
      .description(words)
      .argument(...ref)
      .action(act(async (options, trigger: string) => (await triggers()).actOn(globalOf(options), name, trigger, options)))
}

function addLog(command: Command, { act, globalOf }: Wire): void {
  command
    .command('log')
    .description('when it was set off, and what became of it')
    .argument(...ref)
    .option('--limit <N>', 'how many (default: 20)', wholeNumber(1, 500))
    .action(act(async (options, trigger: string) => (await triggers()).firingsOf(globalOf(options), trigger, options)))
}
