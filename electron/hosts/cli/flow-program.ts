import type { Command } from 'commander'
import { addFlowTests } from './flow-test-program.ts'
import { examples } from './help.ts'
import { wholeNumber } from './option-values.ts'
import { withOrganizeOptions } from './organize-options.ts'
import type { Wire } from './wire.ts'

const flows = () => import('./commands/flows.ts')
const files = () => import('./commands/flow-files.ts')

const flow = ['<flow>', 'Name or id of the flow'] as const
const version = wholeNumber(1, 1_000_000_000)

/** `lf flow …`. */
export function addFlowCommands(program: Command, wire: Wire): void {
  const command = program
    .command('flow')
    .description('Import, publish, compare and validate flows: graphs of nodes, in versions')
    .addHelpText('after', examples('lf flow import report.yaml', 'lf flow list'))
  addReading(command, wire)
  addEdit(command, wire)
  addFiles(command, wire)
  addPublish(command, wire)
  addFlowTests(command, wire)
  addDiff(command, wire)
  addRemoving(command, wire)
}

function addReading(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('List flows')
    .option('-q, --query <FILTER>', 'Only flows that match this filter, such as "draft:yes"')
    .addHelpText('after', examples('lf flow list', 'lf flow list --json', "lf flow list -q 'status:failed report*'"))
    .action(act(async (options) => (await flows()).listFlows(globalOf(options), options)))
  command
    .command('show')
    .alias('export')
    .description('Print the definition of a flow as it was written, with its tags, folder, owner and notes')
    .argument(...flow)
    .option('--version <N>', 'Version to print, without tags, folder, owner and notes (default: the newest)', version)
    .option('--draft', 'Print the draft')
    .addHelpText('after', examples('lf flow show report', 'lf flow show report --version 2 > report.yaml'))
    .action(act(async (options, ref: string) => (await flows()).showFlow(globalOf(options), ref, options)))
  command
    .command('versions')
    .description('List the published versions of a flow, newest first')
    .addHelpText('after', examples('lf flow versions report', 'lf flow versions report --json'))
    .argument(...flow)
    .action(act(async (options, ref: string) => (await flows()).listVersions(globalOf(options), ref, options)))
}

function addFiles(command: Command, { act, globalOf }: Wire): void {
  command
    .command('validate')
    .description('Check definitions without saving them; prints errors and warnings with line and column')
    .argument('<file...>', 'Definitions in YAML or JSON; - reads standard input')
    .addHelpText('after', examples('lf flow validate report.yaml', 'lf flow validate flows/*.yaml'))
    .action(act(async (options, paths: string[]) => (await files()).validateFlows(globalOf(options), paths, options)))
  command
    .command('import')
    .description('Import definitions, one flow per file, and publish each as a new version if it changed')
    .argument('<file...>', 'Definitions in YAML or JSON (keys: lf explain flow); - reads standard input')
    .option('--name <NAME>', 'Name of the flow (default: the name in the definition, else the name of the file)')
    .option('--note <TEXT>', 'What changed')
    .addHelpText('after', examples('lf flow import report.yaml', 'lf flow import report.yaml --note "retry the upload"'))
    .action(act(async (options, paths: string[]) => (await files()).importFlows(globalOf(options), paths, options)))
}

function addPublish(command: Command, { act, globalOf }: Wire): void {
  command
    .command('publish')
    .description('Publish the draft of a flow as its next version')
    .argument(...flow)
    .option('-f, --file <FILE>', 'Replace the draft with this definition first; - reads standard input')
    .option('--note <TEXT>', 'What changed')
    .addHelpText('after', examples('lf flow publish report', 'lf flow publish report -f report.yaml --note "retry the upload"'))
    .action(act(async (options, ref: string) => (await flows()).publishFlow(globalOf(options), ref, options)))
}

function addDiff(command: Command, { act, globalOf }: Wire): void {
  command
    .command('diff')
    .description('Show the differences between two versions of a flow, or between a version and the draft')
    .argument(...flow)
    .argument('<from>', 'Version to compare', version)
    .argument('[to]', 'Version to compare it with (default: the draft)', version)
    .option('--text', 'Compare the text of the definitions instead of the graphs')
    .addHelpText('after', examples('lf flow diff report 1 2', 'lf flow diff report 2 --text'))
    .action(
      act(async (options, ref: string, from: number, to?: number) =>
        (await flows()).diffFlow(globalOf(options), ref, from, to, options),
      ),
    )
}

function addRemoving(command: Command, { act, globalOf }: Wire): void {
  command
    .command('delete')
    .description('Delete a flow; its runs stay')
    .addHelpText('after', examples('lf flow delete report', 'lf flow delete report --json'))
    .argument(...flow)
    .action(act(async (options, ref: string) => (await flows()).deleteFlow(globalOf(options), ref, options)))
  command
    .command('restore')
    .description('Restore a deleted flow')
    .argument('<id>', 'Id of the flow, as "lf flow delete" printed it')
    .addHelpText(
      'after',
      examples(
        'lf flow restore 01a2199e-847d-7663-99d1-187a84c03857',
        'lf flow restore 01a2199e-847d-7663-99d1-187a84c03857 --json',
      ),
    )
    .action(act(async (options, id: string) => (await flows()).restoreFlow(globalOf(options), id, options)))
}

function addEdit(command: Command, { act, globalOf }: Wire): void {
  withOrganizeOptions(
    command
      .command('edit')
      .description('Change the tags, the folder, the owner or the notes of a flow')
      .argument(...flow),
  )
    .addHelpText(
      'after',
      examples(
        'lf flow edit report --tag monthly --folder finance',
        'lf flow edit report --owner "Data team" --notes "Ask before you change it"',
      ),
    )
    .action(
      act(async (options, ref: string) =>
        (await import('./commands/organize.ts')).editOrganization(globalOf(options), 'flow', ref, options),
      ),
    )
}
