import type { Command } from 'commander'
import type { Act as BackfillAct } from './commands/backfills.ts'
import type { Act } from './commands/schedules.ts'
import { wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

/** What is loaded only when it is asked for: the expressions' library is not small. */
const expressions = () => import('./commands/schedule.ts')
const schedules = () => import('./commands/schedules.ts')
const backfills = () => import('./commands/backfills.ts')

const ref = ['<schedule>', 'its id, or its job where that has one schedule only'] as const

/** `lf schedule …`. */
export function addScheduleCommands(program: Command, wire: Wire): void {
  const command = program.command('schedule').description('when jobs run by themselves, and what became of each time')
  addExpressions(command, wire)
  addList(command, wire)
  addAdd(command, wire)
  addActs(command, wire)
  addPauseAndSkip(command, wire)
  addPauseAll(command, wire)
  addHistory(command, wire)
  addBackfill(command, wire)
}

function addExpressions(command: Command, { act }: Wire): void {
  command
    .command('next')
    .description('when an expression occurs next, in UTC')
    .argument('<expr>', 'five fields, six that begin with the second, or @daily and the like')
    .option('--tz <ZONE>', 'the time zone it is meant in (default: that of this computer)')
    .option('--from <ISO>', 'after this moment instead of now')
    .option('--count <N>', 'how many (default: 5)', wholeNumber(1, 1_000))
    .action(act(async (options, expression: string) => (await expressions()).scheduleNext(expression, options)))
  command
    .command('explain')
    .description('what an expression says, in words')
    .argument('<expr>')
    .action(act(async (options, expression: string) => (await expressions()).scheduleExplain(expression, options)))
}

function addList(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('the schedules of all jobs, or of one')
    .argument('[job]', 'its name or id')
    .action(act(async (options, job?: string) => (await schedules()).listSchedules(globalOf(options), job, options)))
}

function addAdd(command: Command, { act, globalOf }: Wire): void {
  command
    .command('add')
    .description('give a job a schedule')
    .argument('<job>', 'its name or id')
    .argument('[expr]', 'a cron expression')
    .option('--every <DURATION>', 'again and again after this long, such as 90s, 15m or 1h30m')
    .option('--anchor <MOMENT>', 'with --every: one of its moments (default: now)')
    .option('--at <MOMENT>', 'once, such as "2026-12-24 18:30"')
    .option('--tz <ZONE>', 'the time zone it is meant in (default: that of this computer)')
    .option('--name <NAME>', 'tells it from other schedules of the job')
    .option('--jitter <DURATION>', 'put each moment off by up to so much')
    .option('--missed <POLICY>', 'what becomes of missed moments: none, last (one run for all of them) or all')
    .option('--cap <N>', 'with --missed all: how many at most', wholeNumber(1, 1_000))
    .option('--max-late <DURATION>', 'run nothing that is later than this')
    .option('--nth <N>', 'of its moments only each so-manieth', wholeNumber(1, 1_000))
    .option('--off', 'turned off at first')
    .action(
      act(async (options, job: string, expression?: string) =>
        (await import('./commands/schedule-add.ts')).addSchedule(globalOf(options), job, expression, options),
      ),
    )
}

function addActs(command: Command, wire: Wire): void {
  const acts: [Act, string][] = [
    ['show', 'one schedule'],
    ['on', 'turn it on'],
    ['off', 'turn it off'],
    ['resume', 'end a pause'],
    ['delete', 'delete it; its history stays'],
    ['restore', 'bring a deleted one back'],
  ]
  for (const [name, words] of acts)
    command
      .command(name)
      .description(words)
      .argument(...ref)
      .action(actOn(wire, name))
}

const actOn = ({ act, globalOf }: Wire, name: Act) =>
  act(async (options, schedule: string) => (await schedules()).actOn(globalOf(options), name, schedule, options))

function addPauseAndSkip(command: Command, wire: Wire): void {
  command
    .command('pause')
    .description('let nothing of it run, until a time or until it is resumed')
    .argument(...ref)
    .requiredOption('--reason <TEXT>', 'why')
    .option('--until <MOMENT>', 'such as "2026-12-24 18:30", by the clocks of its zone')
    .action(actOn(wire, 'pause'))
  command
    .command('skip')
    .description('skip just the next moment')
    .argument(...ref)
    .option('--undo', 'do not skip it after all')
    .action(actOn(wire, 'skip'))
}

function addPauseAll(command: Command, { act, globalOf }: Wire): void {
  command
    .command('pause-all')
    .description('let nothing start by itself: no schedule, trigger or backfill')
    .option('--reason <TEXT>', 'why')
    .option('--until <MOMENT>', 'such as "2026-12-24 18:30" (default: until resume-all)')
    .action(act(async (options) => (await schedules()).pauseAll(globalOf(options), options, options)))
  command
    .command('resume-all')
    .description('end a pause of all schedules')
    .action(act(async (options) => (await schedules()).pauseAll(globalOf(options), null, options)))
}

function addHistory(command: Command, { act, globalOf }: Wire): void {
  command
    .command('occurrences')
    .description('its past occurrences and their outcomes, newest first')
    .argument(...ref)
    .option('--limit <N>', 'how many (default: 20)', wholeNumber(1, 500))
    .action(act(async (options, schedule: string) => (await schedules()).occurrencesOf(globalOf(options), schedule, options)))
  command
    .command('why')
    .description('why it did, or did not, run at a moment')
    .argument(...ref)
    .argument('<moment>', 'such as "2026-12-24 18:30", by the clocks of its zone')
    .action(
      act(async (options, schedule: string, moment: string) =>
        (await schedules()).why(globalOf(options), schedule, moment, options),
      ),
    )
}

function addBackfill(command: Command, { act, globalOf }: Wire): void {
  command
    .command('backfill')
    .description('run the moments of a stretch of time that is over, oldest first')
    .argument(...ref)
    .requiredOption('--from <MOMENT>', 'such as "2026-12-01" or "2026-12-01 18:30", by the clocks of its zone')
    .option('--to <MOMENT>', 'the last moment that counts (default: now)')
    .option('--again', 'also those that have succeeded')
    .option('--at-once <N>', 'so many at the same time (default: 1)', wholeNumber(1, 50))
    .option('--dry-run', 'say how many there are, and run nothing')
    .action(act(async (options, schedule: string) => (await backfills()).backfill(globalOf(options), schedule, options as never)))
}

/** `lf backfill …`. */
export function addBackfillCommands(program: Command, { act, globalOf }: Wire): void {
  const command = program.command('backfill').description('look at backfills, and hold them up')
  command
    .command('list')
    .description('the newest backfills, or those of one schedule')
    .argument('[schedule]', ref[1])
    .action(act(async (options, schedule?: string) => (await backfills()).listBackfills(globalOf(options), schedule, options)))
  const backfillActs: [BackfillAct, string][] = [
    ['pause', 'begin no more of it until it is resumed'],
    ['resume', 'go on with it'],
    ['cancel', 'end it; what runs goes on'],
  ]
  for (const [name, words] of backfillActs)
    command
      .command(name)
      .description(words)
      .argument('<backfill>', 'its id')
      .action(act(async (options, id: string) => (await backfills()).actOn(globalOf(options), name, id, options)))
}
