import { type Command, Option } from 'commander'
import { examples } from './help.ts'
import { gathered } from './option-values.ts'
import { followText, waitText } from './run-program.ts'
import type { Wire } from './wire.ts'

const tests = () => import('./commands/flow-test.ts')

const flow = ['<flow>', 'Name or id of the flow'] as const

/** `lf flow test` and `lf flow pin`. */
export function addFlowTests(command: Command, wire: Wire): void {
  addTest(command, wire)
  addPin(command, wire)
}

function addTest(command: Command, { act, globalOf }: Wire): void {
  command
    .command('test')
    .summary('Test the draft of a flow, or a part of it')
    .description(
      'Test the draft of a flow, or a part of it. Its nodes run for real, but nothing follows the run: no hook, no job after it, no ' +
        'alert. It counts in no statistics and is deleted after a day. Nodes with a pinned output do not run.',
    )
    .argument(...flow)
    .option('-f, --file <FILE>', 'Test this definition instead of the draft; - reads standard input')
    .option('--node <KEY>', 'Run only this node')
    .option('--from <KEY>', 'Run from this node on')
    .option('--up-to <KEY>', 'Run up to this node')
    .option('--failed <RUN>', 'Continue this failed run from its failed node, with the draft as it is now')
    .option('--run <RUN>', 'Use the parameters of this run, and the data that the node got in it')
    .option('--plan', 'Only list the nodes that would run, and what they do')
    .option('-y, --yes', 'Run nodes that were never tested in this draft without asking')
    .option('--wait', waitText)
    .option('--follow', followText)
    .addOption(new Option('-p, --param <NAME=VALUE>', 'Parameter; may be repeated').argParser(gathered))
    .option('--params <JSON>', 'Parameters as a JSON object')
    .addHelpText('after', examples('lf flow test release --plan', 'lf flow test release --up-to build --yes --wait'))
    .action(act(async (options, ref: string) => (await tests()).testFlow(globalOf(options), ref, options)))
}

function addPin(command: Command, { act, globalOf }: Wire): void {
  command
    .command('pin')
    .summary('Pin the output of a node, so that tests use it instead of running the node')
    .description(
      'Pin the output of a node, so that tests of the draft use it instead of running the node. Without a node, list the pinned ' +
        'outputs. They are never published.',
    )
    .argument(...flow)
    .argument('[node]', 'Key of the node')
    .argument('[json]', 'The output as JSON')
    .option('--run <RUN>', 'Pin the output that the node had in this run')
    .option('--remove', 'Unpin the output')
    .addHelpText(
      'after',
      examples('lf flow pin release', `lf flow pin release build '{"file":"app.tgz"}'`, 'lf flow pin release build --run 12'),
    )
    .action(
      act(async (options, ref: string, node?: string, json?: string) =>
        (await tests()).pinFlow(globalOf(options), ref, node, json, options),
      ),
    )
}
