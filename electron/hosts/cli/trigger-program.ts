import { type Command, Option } from 'commander'
import { afterOutcomes, fileChanges } from '../../../shared/model/trigger.ts'
import type { Act } from './commands/triggers.ts'
import { examples } from './help.ts'
import { choiceOption, choicesOption, gathered, paramOption, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const eventsOfComputer = ['app-start', 'login', 'wake', 'unlock'] as const

const triggers = () => import('./commands/triggers.ts')

const ref = ['<trigger>', 'Name or id of the trigger, or its job if that has only one'] as const
const id = '01a2199e-8be3-73d4-9dbf-9769fc07684e'

/** `lf trigger …`. */
export function addTriggerCommands(program: Command, wire: Wire): void {
  const command = program
    .command('trigger')
    .summary('Start jobs on file changes, webhooks, other jobs or system events')
    .description('Start jobs when files change, when a webhook is called, after another job, or when the computer wakes up.')
    .addHelpText('after', examples('lf trigger add sort --files ~/Downloads --pattern "*.pdf"', 'lf trigger list'))
  addList(command, wire)
  addAdd(command, wire)
  addActs(command, wire)
  addLog(command, wire)
}

function addList(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('List triggers')
    .argument('[job]', 'Only triggers of this job')
    .addHelpText('after', examples('lf trigger list', 'lf trigger list sort'))
    .action(act(async (options, job?: string) => (await triggers()).listTriggers(globalOf(options), job, options)))
}

function addAdd(command: Command, { act, globalOf }: Wire): void {
  const add = command
    .command('add')
    .alias('create')
    .summary('Give a job a trigger')
    .description('Give a job a trigger. Choose one of --files, --after, --webhook and --on.')
    .argument('<job>', 'Name or id of the job')
  addFileOptions(add)
  add
    .option('--after <JOB>', 'Run after another job')
    .addOption(
      choiceOption(
        '--outcome <OUTCOME>',
        `With --after: outcome to wait for: ${afterOutcomes.join(', ')} (default: success)`,
        afterOutcomes,
      ),
    )
    .option('--webhook', 'Run when a webhook is called; prints its URL')
    .addOption(choiceOption('--on <EVENT>', `Run on an event of the computer: ${eventsOfComputer.join(', ')}`, eventsOfComputer))
    .option('--name <NAME>', 'Shown in lists when a job has several triggers')
    .addOption(paramOption('Value for a parameter of the job; $event.path and the like are facts of the event; may be repeated'))
    .option('--disabled', 'Create the trigger disabled')
    .addOption(new Option('--off', 'Earlier name of --disabled').hideHelp())
    .addHelpText(
      'after',
      examples(
        'lf trigger add sort --files ~/Downloads --pattern "*.pdf"',
        'lf trigger add report --after fetch --outcome success',
        'lf trigger add deploy --webhook -p environment=production',
      ),
    )
    .action(act(async (options, job: string) => (await triggers()).addTrigger(globalOf(options), job, options as never)))
}

function addFileOptions(add: Command): void {
  add
    .option('--files <PATH>', 'Run when this file, or a file in this folder or below it, changes')
    .addOption(
      new Option('--pattern <GLOB>', 'With --files: only names that match, such as "*.pdf"; may be repeated').argParser(gathered),
    )
    .addOption(
      choicesOption(
        '--change <CHANGE>',
        `With --files: changes, separated by commas: ${fileChanges.join(', ')} (default: added,changed)`,
        fileChanges,
      ),
    )
    .option('--debounce <DURATION>', 'With --files: wait until a file is unchanged for this long (default: 2s)')
    .option('--together <DURATION>', 'With --files: one run for all files, once none has changed for this long')
    .option('--no-catch-up', 'With --files: ignore changes made while LocalFlow was closed')
}

function addActs(command: Command, { act, globalOf }: Wire): void {
  const acts: [Act, string][] = [
    ['show', 'Show a trigger, with the URL of a webhook'],
    ['enable', 'Enable a trigger'],
    ['disable', 'Disable a trigger'],
    ['new-address', 'Replace the URL of a webhook; the old URL stops working'],
    ['delete', 'Delete a trigger'],
    ['restore', 'Restore a deleted trigger'],
  ]
  const oldNames: Partial<Record<Act, string>> = { enable: 'on', disable: 'off' }
  for (const [name, description] of acts)
    command
      .command(name)
      .description(description)
      .argument(ref[0], name === 'restore' ? 'Id of the trigger' : ref[1])
      .addHelpText(
        'after',
        examples(`lf trigger ${name} ${name === 'restore' ? id : 'deploy'}`, `lf trigger ${name} ${id} --json`),
      )
      .aliases(oldNames[name] === undefined ? [] : [oldNames[name]])
      .action(act(async (options, trigger: string) => (await triggers()).actOn(globalOf(options), name, trigger, options)))
}

function addLog(command: Command, { act, globalOf }: Wire): void {
  command
    .command('log')
    .description('List when a trigger fired and what each firing started')
    .argument(...ref)
    .option('--limit <N>', 'At most this many (default: 20)', wholeNumber(1, 500))
    .addHelpText('after', examples('lf trigger log sort', `lf trigger log ${id} --limit 100`))
    .action(act(async (options, trigger: string) => (await triggers()).firingsOf(globalOf(options), trigger, options)))
}
