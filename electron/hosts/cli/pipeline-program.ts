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
  addVersions(command, wire)
  addRemoving(command, wire)
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
    .option('--version <N>', 'Version of the pipeline (default: the newest)', wholeNumber(1, 1_000_000_000))
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
    .description('Print the manifest of a pipeline with its tags, folder, owner and notes, or the progress of a run of one')
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

const versions = () => import('./commands/job-versions.ts')
const pipeline = ['<pipeline>', 'Name or id of the pipeline'] as const
const version = wholeNumber(1, 1_000_000_000)

function addVersions(command: Command, { act, globalOf }: Wire): void {
  command
    .command('versions')
    .description('List the versions of a pipeline with their notes and runs, newest first')
    .argument(...pipeline)
    .addHelpText('after', examples('lf pipeline versions words', 'lf pipeline versions words --json'))
    .action(act(async (options, ref: string) => (await versions()).listVersionsOf('pipeline', globalOf(options), ref, options)))
  command
    .command('diff')
    .description('Show the differences between two versions of a pipeline, by step and line by line')
    .argument(...pipeline)
    .argument('<from>', 'Version to compare', version)
    .argument('[to]', 'Version to compare it with (default: the newest)', version)
    .addHelpText('after', examples('lf pipeline diff words 1 2', 'lf pipeline diff words 2'))
    .action(
      act(async (options, ref: string, from: number, to?: number) =>
        (await versions()).diffVersions('pipeline', globalOf(options), ref, { from, to }, options),
      ),
    )
}

function addRemoving(command: Command, { act, globalOf }: Wire): void {
  command
    .command('delete')
    .description('Delete a pipeline; its runs stay')
    .argument(...pipeline)
    .addHelpText('after', examples('lf pipeline delete words', 'lf pipeline delete words --json'))
    .action(act(async (options, ref: string) => (await pipelines()).deletePipeline(globalOf(options), ref, options)))
  command
    .command('restore')
    .description('Restore a deleted pipeline, or an earlier version of a pipeline as its newest version')
    .argument('<pipeline>', 'Id of the deleted pipeline, as "lf pipeline delete" printed it; with --version, a name or id')
    .option('--version <N>', 'Version to restore', version)
    .addHelpText(
      'after',
      examples('lf pipeline restore 01a2199e-847d-7663-99d1-187a84c03857', 'lf pipeline restore words --version 3'),
    )
    .action(
      act(async (options, ref: string) =>
        options.version === undefined
          ? (await pipelines()).restorePipeline(globalOf(options), ref, options)
          : (await versions()).restoreVersionOf('pipeline', globalOf(options), ref, options.version, options),
      ),
    )
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
