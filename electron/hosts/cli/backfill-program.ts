import type { Command } from 'commander'
import type { Act as BackfillAct } from './commands/backfills.ts'
import { examples } from './help.ts'
import { wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const backfills = () => import('./commands/backfills.ts')

/** `lf schedule backfill`. */
export function addBackfill(command: Command, { act, globalOf }: Wire): void {
  command
    .command('backfill')
    .summary('Run past occurrences')
    .description(
      'Run the past occurrences of a schedule between two times, oldest first. Occurrences that succeeded are left out, unless ' +
        '--again is given. "lf backfill" lists, pauses and cancels backfills.',
    )
    .argument('<schedule>', 'Id of the schedule, or its job if that has only one')
    .requiredOption('--from <TIME>', 'First time, such as "2026-12-01" or "2026-12-01 18:30", in the zone of the schedule')
    .option('--to <TIME>', 'Last time (default: now)')
    .option('--again', 'Also run occurrences that succeeded')
    .option('--at-once <N>', 'Run this many at the same time (default: 1)', wholeNumber(1, 50))
    .option('--dry-run', 'Only print how many occurrences would run')
    .addHelpText(
      'after',
      examples(
        'lf schedule backfill "Nightly backup" --from 2026-11-01 --dry-run',
        'lf schedule backfill "Nightly backup" --from 2026-11-01 --to "2026-11-15 23:59" --at-once 3',
      ),
    )
    .action(act(async (options, schedule: string) => (await backfills()).backfill(globalOf(options), schedule, options as never)))
}

/** `lf backfill …`. */
export function addBackfillCommands(program: Command, { act, globalOf }: Wire): void {
  const command = program
    .command('backfill')
    .description('List, pause, resume and cancel backfills; "lf schedule backfill" starts one')
    .addHelpText('after', examples('lf backfill list', 'lf backfill pause 01a2199e-847d-7663-99d1-187a84c03857'))
  command
    .command('list')
    .description('List backfills, newest first')
    .argument('[schedule]', 'Only backfills of this schedule: its id, or its job if that has only one')
    .addHelpText('after', examples('lf backfill list', 'lf backfill list "Nightly backup"'))
    .action(act(async (options, schedule?: string) => (await backfills()).listBackfills(globalOf(options), schedule, options)))
  const acts: [BackfillAct, string][] = [
    ['pause', 'Pause a backfill: it starts no more runs until you resume it'],
    ['resume', 'Resume a paused backfill'],
    ['cancel', 'Cancel a backfill; runs that have started go on'],
  ]
  for (const [name, description] of acts)
    command
      .command(name)
      .description(description)
      .argument('<backfill>', 'Id of the backfill, as "lf backfill list" shows it')
      .addHelpText('after', examples(...bothForms(name)))
      .action(act(async (options, id: string) => (await backfills()).actOn(globalOf(options), name, id, options)))
}

const bothForms = (name: string): [string, string] => [
  `lf backfill ${name} 01a2199e-847d-7663-99d1-187a84c03857`,
  `lf backfill ${name} 01a2199e-847d-7663-99d1-187a84c03857 --json`,
]
