import { type Command, Option } from 'commander'
import { optionsOfCommand } from './command-options.ts'
import { examples } from './help.ts'
import { gathered, paramOption, wholeNumber } from './option-values.ts'
import { withOrganizeOptions } from './organize-options.ts'
import type { Wire } from './wire.ts'

const pipelines = () => import('./commands/pipelines.ts')

/** `lf pipeline …`. */
export function addPipelineCommands(program: Command, wire: Wire): void {
  const command = program
    .command('pipeline')
    .summary('Run steps that pass files to each other, reusing unchanged results')
    .description(
      'Run pipelines: steps that pass files to each other. A step whose script and input are unchanged reuses its result.',
    )
    .addHelpText('after', examples('lf pipeline run words.toml --input a.txt', 'lf pipeline validate words.toml'))
  addRun(command, wire)
  addReading(command, wire)
  addEdit(command, wire)
  addExport(command, wire)
}

function addRun(command: Command, { act, globalOf }: Wire): void {
  command
    .command('run')
    .description('Run a pipeline and wait until it ends; exit with 0 if it succeeded, else 1')
    .argument('[manifest]', 'Manifest in TOML (keys: lf explain pipeline), or the name of a pipeline')
    .argument('[parameters...]', 'Parameters of the pipeline, such as --width 800; "lf pipeline run NAME --help" lists them')
    .allowUnknownOption()
    .addOption(new Option('--job-help', 'Show help with the parameters of the pipeline').hideHelp())
    .option(
      '--manifest <FILE>',
      'Manifest, run as Task Pipeline does: everything goes to ./db, unless --db or --data is given (also -manifest)',
    )
    .option('--db <DIR>', 'Folder for the database db and for objects/ (also -db)')
    .option('--input <FILE>', 'Input file, for the steps that name it or else for the start steps; may be repeated', gathered)
    .option('--parallel <N>', 'Steps to run at the same time', wholeNumber(1, 1_000))
    .option('--from <STEP>', 'Start with this step; steps before it reuse their last results')
    .option('--only <STEP>', 'Run only this step; may be repeated', gathered)
    .option('--force', 'Run every step, without reusing results')
    .option('-k, --keep-going', 'After a failure, still run the steps that do not depend on it')
    .addOption(paramOption('Parameter; a script finds it in LOCALFLOW_PARAM_NAME; may be repeated'))
    .option('--params <JSON>', 'Parameters as a JSON object')
    .addHelpText(
      'after',
      examples('lf pipeline run words.toml --input a.txt --input b.txt --parallel 4', 'lf pipeline run words.toml --from sort'),
    )
    .action(
      act(async (options, manifest: string | undefined, words: string[], command: Command) => {
        if ('jobHelp' in options && manifest !== undefined)
          return (await import('./commands/pipeline-run.ts')).pipelineHelp(globalOf(options), manifest, command)
        const given = { given: words, options: optionsOfCommand(command) }
        return (await import('./commands/pipeline-run.ts')).runPipeline(globalOf, manifest, options, given)
      }),
    )
}

function addReading(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('List pipelines')
    .option('-q, --query <FILTER>', 'Only pipelines that match this filter, such as "steps:>2"')
    .addHelpText('after', examples('lf pipeline list', 'lf pipeline list --json', "lf pipeline list -q 'failing:yes'"))
    .action(act(async (options) => (await pipelines()).listPipelines(globalOf(options), options)))
  command
    .command('show')
    .description('Print the manifest of a pipeline, or the progress of a run of one')
    .argument('<pipeline>', 'Name or id of the pipeline, or number of a run')
    .addHelpText('after', examples('lf pipeline show words', 'lf pipeline show 12'))
    .action(act(async (options, ref: string) => (await pipelines()).showPipeline(globalOf(options), ref, options)))
  command
    .command('validate')
    .description('Check manifests without saving or running them')
    .argument('<file...>', 'Manifests in TOML; - reads standard input')
    .addHelpText('after', examples('lf pipeline validate words.toml', 'lf pipeline validate pipelines/*.toml'))
    .action(act(async (options, files: string[]) => (await pipelines()).validateManifests(files, options)))
}

function addExport(command: Command, { act, globalOf }: Wire): void {
  command
    .command('export')
    .description('Copy the files that the last steps of a run produced into a folder, with their hashes')
    .argument('<run>', 'Number or id of the run')
    .argument('<folder>', 'New or empty folder')
    .option('--step <STEP>', 'Files of this step instead of the last steps; may be repeated', gathered)
    .addHelpText('after', examples('lf pipeline export 12 results', 'lf pipeline export 12 results --step sort'))
    .action(
      act(async (options, ref: string, folder: string) =>
        (await import('./commands/pipeline-export.ts')).exportRun(globalOf(options), ref, folder, options),
      ),
    )
}

function addEdit(command: Command, { act, globalOf }: Wire): void {
  withOrganizeOptions(
    command
      .command('edit')
      .description('Change the tags, the folder, the owner or the notes of a pipeline')
      .argument('<pipeline>', 'Name or id of the pipeline'),
  )
    .addHelpText(
      'after',
      examples('lf pipeline edit words --tag text --folder demos', 'lf pipeline edit words --untag text --owner "Data team"'),
    )
    .action(
      act(async (options, ref: string) =>
        (await import('./commands/organize.ts')).editOrganization(globalOf(options), 'pipeline', ref, options),
      ),
    )
}
