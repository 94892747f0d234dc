import { type Command, Option } from 'commander'
import { deleteJob, listJobs, restoreJob, resumeJob, showJob, switchJob } from './commands/job.ts'
import { createJob } from './commands/job-create.ts'
import { editJob } from './commands/job-edit.ts'
import { diffVersions, listVersionsOf, restoreVersionOf } from './commands/job-versions.ts'
import { examples } from './help.ts'
import { gathered, once, seconds, wholeNumber } from './option-values.ts'
import { withOrganizeOptions } from './organize-options.ts'
import type { Wire } from './wire.ts'

const job = ['<job>', 'Name or id of the job'] as const

/** `lf job …`. */
export function addJobCommands(program: Command, wire: Wire): void {
  const command = program
    .command('job')
    .description('Create, show and change jobs: scripts, commands, requests and flows that LocalFlow can run')
    .addHelpText('after', examples('lf job create hello -- echo "Hello, world"', 'lf job list'))
  addReading(command, wire)
  addDefining(command, wire)
  addVersions(command, wire)
  addSwitching(command, wire)
  addRemoving(command, wire)
}

function addReading(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('List all jobs')
    .option('-q, --query <FILTER>', 'Only jobs that match this filter, such as "failing:yes"')
    .option('--deleted', 'List deleted jobs instead, last deleted first')
    .addHelpText('after', examples('lf job list', 'lf job list --deleted', "lf job list -q 'failing:yes -disabled:yes backup'"))
    .action(act((options) => listJobs(globalOf(options), options)))
  command
    .command('show')
    .alias('export')
    .description('Print a job as YAML, in the form that "lf job create -f" and "lf job edit -f" read')
    .argument(...job)
    .addHelpText('after', examples('lf job show "Nightly backup"', 'lf job show "Nightly backup" > backup.yaml'))
    .action(act((options, ref: string) => showJob(globalOf(options), ref, options)))
}

function addDefining(command: Command, { act, globalOf }: Wire): void {
  command
    .command('create')
    .alias('add')
    .summary('Create a job from a script, a command or a file')
    .description(
      'Create a job from a script, a command or a file. A file can say everything about a job; options cover the common ' +
        'cases. "lf explain job" lists the keys of such a file, "lf job show" prints an existing job in its form.',
    )
    .argument('[name]', 'Name of the job; with --file it replaces the name in the file')
    .argument('[command...]', 'Command and its arguments, after "--"')
    .option('-f, --file <FILE>', 'Definition in YAML or JSON (keys: lf explain job); - reads standard input', once)
    .option('--script <FILE>', 'Script to run; LocalFlow keeps a copy')
    .option(
      '--interpreter <COMMAND>',
      'Program that runs the script, such as "python3 -u" (default: the one in its #! line, else by its extension, such as .py, else the shell)',
    )
    .option('--cwd <DIR>', 'Working folder (default: your home folder)')
    .addOption(new Option('--env <NAME=VALUE>', 'Environment variable; may be repeated').argParser(gathered))
    .option(
      '--timeout <DURATION>',
      'Stop an attempt after this long: seconds, or such as 15m (default: the timeout for new jobs in Settings)',
      seconds,
    )
    .addHelpText(
      'after',
      examples(
        'lf job create "Nightly backup" --script backup.sh --interpreter bash --timeout 3600',
        'lf job create pictures --cwd ~/Pictures -- rsync -a . /mnt/backup',
        'lf job create -f backup.yaml',
        'lf job create "Weekly backup" -f backup.yaml',
      ),
    )
    .action(act((options, name: string | undefined, words: string[]) => createJob(globalOf(options), name, words, options)))
  withOrganizeOptions(
    command
      .command('edit')
      .summary('Change a job')
      .description(
        'Change a job in your editor (VISUAL or EDITOR), or replace it from a file. With the options about tags, folder, owner and ' +
          'notes, only these change. What a file does not say about them stays.',
      )
      .argument(...job),
  )
    .option('-f, --file <FILE>', 'New definition in YAML or JSON (keys: lf explain job); - reads standard input', once)
    .option('--note <TEXT>', 'What changed; kept with the version that this makes')
    .addHelpText(
      'after',
      examples(
        'lf job edit "Nightly backup"',
        'lf job edit "Nightly backup" -f backup.yaml',
        'lf job edit "Nightly backup" --tag nas --untag old --folder ops/backup --owner "Data team"',
      ),
    )
    .action(act((options, ref: string) => editJob(globalOf(options), ref, options)))
}

function addVersions(command: Command, { act, globalOf }: Wire): void {
  const version = wholeNumber(1, 1_000_000_000)
  command
    .command('versions')
    .description('List the versions of a job with their notes and runs, newest first')
    .argument(...job)
    .addHelpText('after', examples('lf job versions "Nightly backup"', 'lf job versions "Nightly backup" --json'))
    .action(act((options, ref: string) => listVersionsOf('job', globalOf(options), ref, options)))
  command
    .command('diff')
    .description('Show the differences between two versions of a job, by field and line by line')
    .argument(...job)
    .argument('<from>', 'Version to compare', version)
    .argument('[to]', 'Version to compare it with (default: the newest)', version)
    .addHelpText('after', examples('lf job diff "Nightly backup" 1 2', 'lf job diff "Nightly backup" 2'))
    .action(
      act((options, ref: string, from: number, to?: number) =>
        diffVersions('job', globalOf(options), ref, { from, to }, options),
      ),
    )
}

function addSwitching(command: Command, { act, globalOf }: Wire): void {
  command
    .command('enable')
    .description('Enable a job, so that it can run again')
    .argument(...job)
    .addHelpText('after', examples('lf job enable "Nightly backup"', 'lf job enable "Nightly backup" --json'))
    .action(act((options, ref: string) => switchJob(globalOf(options), ref, true, options)))
  command
    .command('disable')
    .description('Disable a job: nothing starts it until you enable it again')
    .argument(...job)
    .addHelpText('after', examples('lf job disable "Nightly backup"', 'lf job disable "Nightly backup" --json'))
    .action(act((options, ref: string) => switchJob(globalOf(options), ref, false, options)))
  command
    .command('resume')
    .description('Resume a job that LocalFlow paused after failures in a row')
    .argument(...job)
    .addHelpText('after', examples('lf job resume "Nightly backup"', 'lf job resume "Nightly backup" --json'))
    .action(act((options, ref: string) => resumeJob(globalOf(options), ref, options)))
}

function addRemoving(command: Command, { act, globalOf }: Wire): void {
  command
    .command('delete')
    .description('Delete a job; its runs and their logs stay')
    .argument(...job)
    .addHelpText('after', examples('lf job delete "Nightly backup"', 'lf job delete "Nightly backup" --json'))
    .action(act((options, ref: string) => deleteJob(globalOf(options), ref, options)))
  command
    .command('restore')
    .description('Restore a deleted job, or an earlier version of a job as its newest version')
    .argument('<job>', 'Name of the job, or its id if several of that name were deleted')
    .option('--version <N>', 'Version to restore; the job keeps its name and schedules', wholeNumber(1, 1_000_000_000))
    .addHelpText('after', examples('lf job restore "Nightly backup"', 'lf job restore "Nightly backup" --version 3'))
    .action(
      act((options, ref: string) =>
        options.version === undefined
          ? restoreJob(globalOf(options), ref, options)
          : restoreVersionOf('job', globalOf(options), ref, options.version, options),
      ),
    )
}
