import type { Command } from 'commander'
import { wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const flows = () => import('./commands/flows.ts')
const files = () => import('./commands/flow-files.ts')

const flow = ['<flow>', 'its name or id'] as const
const version = wholeNumber(1, 1_000_000_000)

/** `lf flow …`. */
export function addFlowCommands(program: Command, wire: Wire): void {
  const command = program.command('flow').description('graphs of steps, in versions')
  addReading(command, wire)
  addFiles(command, wire)
  addPublish(command, wire)
  addDiff(command, wire)
  addRemoving(command, wire)
}

function addReading(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('all flows')
    .action(act(async (options) => (await flows()).listFlows(globalOf(options), options)))
  command
    .command('show')
    .alias('export')
    .description('the definition of a flow, as it was typed')
    .argument(...flow)
    .option('--version <N>', 'of this version instead of the newest', version)
    .option('--draft', 'what is being worked on')
    .action(act(async (options, ref: string) => (await flows()).showFlow(globalOf(options), ref, options)))
  command
    .command('versions')
    .description('the published versions of a flow, newest first')
    .argument(...flow)
    .action(act(async (options, ref: string) => (await flows()).listVersions(globalOf(options), ref, options)))
}

function addFiles(command: Command, { act, globalOf }: Wire): void {
  command
    .command('validate')
    .description('say what is wrong, or strange, with definitions; keep nothing')
    .argument('<file...>', 'YAML or JSON; - reads standard input')
    .action(act(async (options, paths: string[]) => (await files()).validateFlows(paths, options)))
  command
    .command('import')
    .description('bring in definitions, one flow for each file; what is new becomes a version')
    .argument('<file...>', 'YAML or JSON; - reads standard input')
    .option('--name <NAME>', 'the name of the flow (default: its own, or that of the file)')
    .option('--note <TEXT>', 'what is new')
    .action(act(async (options, paths: string[]) => (await files()).importFlows(globalOf(options), paths, options)))
}

function addPublish(command: Command, { act, globalOf }: Wire): void {
  command
    .command('publish')
    .description('make what is being worked on the next version')
    .argument(...flow)
    .option('-f, --file <FILE>', 'what is worked on from now on: YAML or JSON; - reads standard input')
    .option('--note <TEXT>', 'what is new')
    .action(act(async (options, ref: string) => (await flows()).publishFlow(globalOf(options), ref, options)))
}

function addDiff(command: Command, { act, globalOf }: Wire): void {
  command
    .command('diff')
    .description('what differs between two versions, or between one and what is being worked on')
    .argument(...flow)
    .argument('<from>', 'a version', version)
    .argument('[to]', 'a version', version)
    .option('--text', 'as they were typed')
    .action(
      act(async (options, ref: string, from: number, to?: number) =>
        (await flows()).diffFlow(globalOf(options), ref, from, to, options),
      ),
    )
}

function addRemoving(command: Command, { act, globalOf }: Wire): void {
  command
    .command('delete')
    .description('delete a flow; its runs stay')
    .argument(...flow)
    .action(act(async (options, ref: string) => (await flows()).deleteFlow(globalOf(options), ref, options)))
  command
    .command('restore')
    .description('bring a deleted flow back')
    .argument('<id>')
    .action(act(async (options, id: string) => (await flows()).restoreFlow(globalOf(options), id, options)))
}
