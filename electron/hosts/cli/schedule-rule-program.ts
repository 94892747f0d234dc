import { type Command, Option } from 'commander'
import { examples } from './help.ts'
import { choiceOption, paramOption, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const commands = () => import('./commands/schedule-add.ts')

/** `lf schedule add` and `lf schedule edit`. */
export function addScheduleRules(command: Command, wire: Wire, schedule: readonly [string, string]): void {
  addAdd(command, wire)
  addEdit(command, wire, schedule)
}

function addAdd(command: Command, { act, globalOf }: Wire): void {
  const add = command
    .command('add')
    .alias('create')
    .summary('Give a job a schedule')
    .description('Give a job a schedule: a cron expression, an interval (--every) or one time (--at). A job can have several.')
    .argument('<job>', 'Name or id of the job')
    .argument('[expr]', 'Cron expression, such as "30 2 * * 1-5"')
  withRuleOptions(add, { tz: " (default: this computer's)", missed: '; the default' })
    .option('--disabled', 'Create the schedule disabled')
    .addOption(new Option('--off', 'Earlier name of --disabled').hideHelp())
    .addHelpText(
      'after',
      examples(
        'lf schedule add "Nightly backup" "30 2 * * 1-5" --tz Europe/London',
        'lf schedule add sync --every 15m --missed none',
        'lf schedule add resize @daily -p width=800',
        'lf schedule add report --at "2026-12-24 18:30"',
      ),
    )
    .action(
      act(async (options, job: string, expression?: string) =>
        (await commands()).addSchedule(globalOf(options), job, expression, options),
      ),
    )
}

function addEdit(command: Command, { act, globalOf }: Wire, schedule: readonly [string, string]): void {
  const edit = command
    .command('edit')
    .summary('Change a schedule')
    .description('Change a schedule: what you name; the rest stays. Earlier occurrences keep their outcomes.')
    .argument(...schedule)
    .argument('[expr]', 'New cron expression, such as "30 2 * * 1-5"')
  withRuleOptions(edit, { tz: '', missed: '' })
    .addHelpText(
      'after',
      examples(
        'lf schedule edit "Nightly backup" "0 3 * * *"',
        'lf schedule edit "Report: morning" --missed all --cap 3 --max-late 1h',
      ),
    )
    .action(
      act(async (options, ref: string, expression?: string) =>
        (await commands()).editSchedule(globalOf(options), ref, expression, options),
      ),
    )
}

const withRuleOptions = (command: Command, defaults: { tz: string; missed: string }): Command =>
  command
    .option('--every <DURATION>', 'Interval, such as 90s, 15m or 1h30m')
    .option('--anchor <TIME>', 'With --every: a time that the intervals count from (default: now)')
    .option('--at <TIME>', 'Run once, such as "2026-12-24 18:30"')
    .option('--tz <ZONE>', `Time zone of the schedule${defaults.tz}`)
    .option('--name <NAME>', 'Shown in lists when a job has several schedules')
    .option('--jitter <DURATION>', 'Delay each occurrence by a random time up to this long')
    .addOption(
      choiceOption(
        '--missed <POLICY>',
        `Missed occurrences to run afterwards: none, latest (one run for all of them${defaults.missed}) or all`,
        ['none', 'latest', 'all'],
        { last: 'latest' },
      ),
    )
    .option('--cap <N>', 'With --missed all: run at most this many', wholeNumber(1, 1_000))
    .option('--max-late <DURATION>', 'Skip occurrences that are later than this; none: no limit')
    .addOption(paramOption('Value for a parameter of the job; may be repeated'))
    .option('--nth <N>', 'Run only every nth occurrence', wholeNumber(1, 1_000))
