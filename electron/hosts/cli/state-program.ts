import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import type { StateFlags } from './commands/state.ts'
import { examples } from './help.ts'
import { wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const state = () => import('./commands/state.ts')

/** `lf state …` */
export function addStateCommands(program: Command, { act, globalOf }: Wire): void {
  const command = program
    .command('state')
    .summary('Keep values from one run of a job to the next')
    .description(
      'Keep values from one run of a job to the next, such as where an import continues. Each job, flow and pipeline has a state of ' +
        'its own, and --global is the state that all of them share. A parameter $state.KEY of a run, schedule or trigger is the ' +
        'value of that key.',
    )
    .addHelpText('after', examples('lf state set cursor 2026-11-27 --job import', 'lf state get cursor --job import'))
  const add = (name: string): Command =>
    command
      .command(name)
      .option('--job <NAME>', 'State of this job, flow or pipeline')
      .option('--global', 'The state that all jobs, flows and pipelines share')
  const key = ['<key>', 'Key: up to 200 characters without spaces'] as const

  add('list')
    .description('List the keys and their values')
    .addHelpText('after', examples('lf state list --job import', 'lf state list --global --json'))
    .action(act(async (options) => (await state()).listState(globalOf(options), options)))
  add('get')
    .description('Print the value of a key; exit with 3 if it is not set')
    .argument(...key)
    .option('--default <VALUE>', 'Print this if the key is not set')
    .addHelpText('after', examples('lf state get cursor --job import', 'lf state get cursor --job import --default 0'))
    .action(act(async (options, name: string) => (await state()).getState(globalOf(options), name, options)))
  withConditions(add('set'))
    .summary('Set a key')
    .description(
      'Set a key to a text of up to 64 KB; without a value, reads it from standard input. With --if or --if-version, set the key ' +
        'only if nobody changed it in the meantime; exit with 1 otherwise.',
    )
    .argument(...key)
    .argument('[value]', 'Value; put -- before one that starts with a minus')
    .addHelpText(
      'after',
      examples('lf state set cursor 4182 --job import', 'lf state set leader "$HOSTNAME" --global --if-version 0'),
    )
    .action(
      act(async (options, name: string, value: string | undefined) =>
        (await state()).setState(globalOf(options), name, value, checked(options)),
      ),
    )
  withConditions(add('delete'))
    .description('Delete a key; its history stays')
    .argument(...key)
    .addHelpText('after', examples('lf state delete cursor --job import', 'lf state delete leader --global --if "$HOSTNAME"'))
    .action(act(async (options, name: string) => (await state()).deleteState(globalOf(options), name, checked(options))))
  add('history')
    .description('List the last 100 changes of a key, and who or which run made each')
    .argument(...key)
    .addHelpText('after', examples('lf state history cursor --job import', 'lf state history leader --global --json'))
    .action(act(async (options, name: string) => (await state()).stateHistory(globalOf(options), name, options)))
}

const withConditions = (command: Command): Command =>
  command
    .option('--if <VALUE>', 'Only if this is the value now')
    .option('--if-version <N>', 'Only if this is the version now; 0: only if the key is not set', wholeNumber(0, 1_000_000_000))

function checked<T extends StateFlags>(options: T): T {
  if (options.if !== undefined && options.ifVersion !== undefined)
    throw new AppError('invalid', '--if cannot be combined with --if-version.')
  return options
}
