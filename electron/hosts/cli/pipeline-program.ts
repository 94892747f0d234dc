import type { Command } from 'commander'
import { gathered, wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const pipelines = () => import('./commands/pipelines.ts')

/** `lf pipeline …`. */
export function addPipelineCommands(program: Command, wire: Wire): void {
  const command = program
    .command('pipeline')
    .description('steps chained through files; nothing is done again that has not changed')
  addRun(command, wire)
  addReading(command, wire)
  addExport(command, wire)
}

function addRun(command: Command, { act, globalOf }: Wire): void {
  command
    .command('run')
    .description('run a manifest and see it through; exit status 0 or 1')
    .argument('[manifest]', 'a TOML file, or the name of a pipeline')
    .option(
      '--manifest <FILE>',
      'a TOML file, run as Task Pipeline does: everything is kept in ./db unless --db or --data says otherwise',
    )
    .option('--db <DIR>', 'keep everything in this folder: the database db and objects/ (also -db)')
    .option('--input <FILE>', 'a file for the steps that begin, or for those that name it; may be repeated', gathered)
    .option('--parallel <N>', 'pieces of work at the same time', wholeNumber(1, 1_000))
    .option('--from <STEP>', 'begin with this step; what comes before is taken as it is known')
    .option('--only <STEP>', 'this step alone; may be repeated', gathered)
    .option('--force', 'do everything again')
    .option('-k, --keep-going', 'do what can still be done when something has failed')
    .action(
      act(async (options, manifest?: string) =>
        (await import('./commands/pipeline-run.ts')).runPipeline(globalOf, manifest, options),
      ),
    )
}

function addReading(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('all pipelines')
    .action(act(async (options) => (await pipelines()).listPipelines(globalOf(options), options)))
  command
    .command('show')
    .description('the manifest of a pipeline; or of a run of one, how far it is')
    .argument('<pipeline>', 'its name or id, or the number of a run')
    .action(act(async (options, ref: string) => (await pipelines()).showPipeline(globalOf(options), ref, options)))
  command
    .command('validate')
    .description('say what is wrong with manifests; keep nothing')
    .argument('<file...>', 'TOML; - reads standard input')
    .action(act(async (options, files: string[]) => (await pipelines()).validateManifests(files, options)))
}

function addExport(command: Command, { act, globalOf }: Wire): void {
  command
    .command('export')
    .description('copy what the last steps of a run wrote into a folder, with a list of hashes')
    .argument('<run>', 'its number or id')
    .argument('<folder>', 'a new one, or one with nothing in it')
    .option('--step <STEP>', 'what this step wrote, instead of the last ones; may be repeated', gathered)
    .action(
      act(async (options, ref: string, folder: string) =>
        (await import('./commands/pipeline-export.ts')).exportRun(globalOf(options), ref, folder, options),
      ),
    )
}
