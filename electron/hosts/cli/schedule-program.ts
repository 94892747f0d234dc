import type { Command } from 'commander'
import { addBackfill } from './backfill-program.ts'
import type { Act } from './commands/schedules.ts'
import { examples } from './help.ts'
import { wholeNumber } from './option-values.ts'
import { addScheduleRules } from './schedule-rule-program.ts'
import type { Wire } from './wire.ts'

/** Loaded when a command needs it: the library that reads cron expressions is not small. */
const expressions = () => import('./commands/schedule.ts')
const schedules = () => import('./commands/schedules.ts')

const ref = ['<schedule>', 'Name or id of the schedule, or its job if that has only one'] as const
const reason = ['--reason <TEXT>', 'Reason, shown wherever the pause appears'] as const
const pauseEnd = 'When the pause ends, such as "2026-12-24 18:30", 2h or tomorrow'
const id = '01a2199e-857b-702e-9f42-f3e80ba2d42d'

/** `lf schedule …`. */
export function addScheduleCommands(program: Command, wire: Wire): void {
  const command = program
    .command('schedule')
    .description('Give jobs schedules, pause them, and see why an occurrence did or did not run')
    .addHelpText('after', examples('lf schedule add "Nightly backup" "30 2 * * *" --tz Europe/London', 'lf schedule list'))
  addList(command, wire)
  addScheduleRules(command, wire, ref)
  addActs(command, wire)
  addPauseAndSkip(command, wire)
  addPauseAll(command, wire)
  addHistory(command, wire)
  addBackfill(command, wire)
  addExpressions(command, wire)
}

function addExpressions(command: Command, { act, globalOf }: Wire): void {
  const expression = ['<expr>', 'Cron expression: five fields, six with seconds first, or @daily and the like'] as const
  command
    .command('next')
    .summary('Print when a cron expression or a schedule fires next')
    .description('Print when a cron expression fires next, as instants in UTC, or a schedule, in its time zone')
    .argument('<expr>', 'Cron expression, or a schedule: its name or id, or its job if that has only one')
    .option('--tz <ZONE>', "Time zone of the expression (default: this computer's) or of the printed times")
    .option('--from <ISO>', 'Start after this instant (default: now)')
    .option('--count <N>', 'How many (default: 5)', wholeNumber(1, 1_000))
    .addHelpText(
      'after',
      examples('lf schedule next "30 2 * * *" --tz Asia/Tokyo', 'lf schedule next "Nightly backup" --count 12'),
    )
    .action(act(async (options, text: string) => (await expressions()).scheduleNext(globalOf(options), text, options)))
  command
    .command('explain')
    .description('Describe when a cron expression fires')
    .argument(...expression)
    .addHelpText('after', examples('lf schedule explain "30 2 * * 1-5"', 'lf schedule explain "*/10 9-17 * * *"'))
    .action(act(async (options, text: string) => (await expressions()).scheduleExplain(text, options)))
}

function addList(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('List schedules with their next occurrences')
    .argument('[job]', 'Only schedules of this job')
    .addHelpText('after', examples('lf schedule list', 'lf schedule list "Nightly backup"'))
    .action(act(async (options, job?: string) => (await schedules()).listSchedules(globalOf(options), job, options)))
}

function addActs(command: Command, wire: Wire): void {
  const acts: [Act, string, example: string][] = [
    ['show', 'Show a schedule', id],
    ['enable', 'Enable a schedule', id],
    ['disable', 'Disable a schedule', id],
    ['resume', 'Resume a paused schedule', id],
    ['delete', 'Delete a schedule; the history of its occurrences stays', id],
    ['restore', 'Restore a deleted schedule', `${id} --json`],
  ]
  const oldNames: Partial<Record<Act, string>> = { enable: 'on', disable: 'off' }
  for (const [name, description, example] of acts)
    command
      .command(name)
      .description(description)
      .argument(ref[0], name === 'restore' ? 'Id of the schedule' : ref[1])
      .addHelpText(
        'after',
        examples(`lf schedule ${name} ${name === 'restore' ? id : '"Nightly backup"'}`, `lf schedule ${name} ${example}`),
      )
      .aliases(oldNames[name] === undefined ? [] : [oldNames[name]])
      .action(actOn(wire, name))
}

const actOn = ({ act, globalOf }: Wire, name: Act) =>
  act(async (options, schedule: string) => (await schedules()).actOn(globalOf(options), name, schedule, options))

function addPauseAndSkip(command: Command, wire: Wire): void {
  command
    .command('pause')
    .description('Pause a schedule until a given time or until you resume it')
    .argument(...ref)
    .option(...reason)
    .option('--until <TIME>', `${pauseEnd}, in the zone of the schedule`)
    .addHelpText(
      'after',
      examples(
        'lf schedule pause "Nightly backup" --reason "moving disks"',
        'lf schedule pause report --reason holidays --until "2027-01-02 00:00"',
        'lf schedule pause "Report: morning" --until tomorrow',
      ),
    )
    .action(actOn(wire, 'pause'))
  command
    .command('skip')
    .description('Skip the next occurrence of a schedule')
    .argument(...ref)
    .option('--undo', 'Do not skip it')
    .addHelpText('after', examples('lf schedule skip "Nightly backup"', 'lf schedule skip "Nightly backup" --undo'))
    .action(actOn(wire, 'skip'))
}

function addPauseAll(command: Command, { act, globalOf }: Wire): void {
  command
    .command('pause-all')
    .summary('Pause all automatic runs')
    .description(
      'Pause all automatic runs: schedules, triggers and backfills start nothing. Runs that you start are not affected.',
    )
    .option(...reason)
    .option('--until <TIME>', `${pauseEnd} (default: when you resume)`)
    .addHelpText(
      'after',
      examples('lf schedule pause-all --reason "on battery"', 'lf schedule pause-all --until "2026-12-24 18:30"'),
    )
    .action(act(async (options) => (await schedules()).pauseAll(globalOf(options), options, options)))
  command
    .command('resume-all')
    .description('Resume automatic runs after "lf schedule pause-all"')
    .addHelpText('after', examples('lf schedule resume-all', 'lf schedule resume-all --json'))
    .action(act(async (options) => (await schedules()).pauseAll(globalOf(options), null, options)))
}

function addHistory(command: Command, { act, globalOf }: Wire): void {
  command
    .command('occurrences')
    .description('List the past occurrences of a schedule with their outcomes, newest first')
    .argument(...ref)
    .option('--limit <N>', 'At most this many (default: 20)', wholeNumber(1, 500))
    .addHelpText('after', examples('lf schedule occurrences "Nightly backup"', `lf schedule occurrences ${id} --limit 100`))
    .action(act(async (options, schedule: string) => (await schedules()).occurrencesOf(globalOf(options), schedule, options)))
  command
    .command('why')
    .description('Explain why a schedule did, did not or will not run at a given time')
    .argument(...ref)
    .argument('<time>', 'Such as "2026-12-24 18:30" or "yesterday 02:30", in the zone of the schedule')
    .addHelpText(
      'after',
      examples('lf schedule why "Nightly backup" "2026-12-24 02:30"', `lf schedule why ${id} "2026-12-24 02:30"`),
    )
    .action(
      act(async (options, schedule: string, time: string) => (await schedules()).why(globalOf(options), schedule, time, options)),
    )
}
