import { type Command, Option } from 'commander'
import { examples } from './help.ts'
import type { Wire } from './wire.ts'

const imports = () => import('./commands/import.ts')

/** `lf import …`. */
export function addImportCommands(program: Command, wire: Wire): void {
  const command = program
    .command('import')
    .description('Import jobs from cron or systemd')
    .addHelpText('after', examples('lf import crontab --dry-run', 'lf import systemd --dry-run'))
  addCrontab(command, wire)
  addSystemd(command, wire)
}

function addCrontab(command: Command, { act, globalOf }: Wire): void {
  command
    .command('crontab')
    .description('Make a job with a schedule from each line of a crontab')
    .argument('[file]', 'Crontab; - reads standard input (default: your own, as crontab -l prints it)')
    .option('--dry-run', 'Only print what would be imported')
    .option('--system', 'The file has a user column, as /etc/crontab has')
    .option('--disabled', 'Create the schedules disabled')
    .addOption(new Option('--off', 'Earlier name of --disabled').hideHelp())
    .option('--comment-out', 'Comment out the imported lines in your crontab, so that nothing runs twice')
    .option('--restore', 'Undo an earlier --comment-out')
    .addHelpText(
      'after',
      examples(
        'lf import crontab --dry-run',
        'lf import crontab --comment-out',
        'lf import crontab /etc/crontab --system --disabled',
      ),
    )
    .action(act(async (options, file?: string) => (await imports()).importCrontab(globalOf(options), file, options)))
}

function addSystemd(command: Command, { act, globalOf }: Wire): void {
  command
    .command('systemd')
    .description('Make a job with a schedule from each systemd timer and its service')
    .argument('[files...]', 'Timers and services, or folders with them (default: your own units)')
    .option('--dry-run', 'Only print what would be imported')
    .option('--disabled', 'Create the schedules disabled')
    .addOption(new Option('--off', 'Earlier name of --disabled').hideHelp())
    .option('--disable', 'Disable the imported timers, so that nothing runs twice')
    .addHelpText(
      'after',
      examples('lf import systemd --dry-run', 'lf import systemd ~/.config/systemd/user/backup.timer --disable'),
    )
    .action(act(async (options, files: string[]) => (await imports()).importSystemd(globalOf(options), files, options)))
  command
    .command('restore-timers')
    .description('Enable timers again that "lf import systemd --disable" disabled')
    .argument('<timers...>', 'Names of the timers')
    .addHelpText('after', examples('lf import restore-timers backup.timer', 'lf import restore-timers backup.timer report.timer'))
    .action(act(async (options, timers: string[]) => (await imports()).restoreTimers(globalOf(options), timers, options)))
}

/** `lf export …`. */
export function addExportCommands(program: Command, { act, globalOf }: Wire): void {
  program
    .command('export')
    .description('Export schedules to another scheduler')
    .addHelpText('after', examples('lf export crontab', 'lf export crontab > localflow.crontab'))
    .command('crontab')
    .description('Print all schedules as a crontab; what a crontab cannot express is listed on standard error')
    .addHelpText('after', examples('lf export crontab', 'lf export crontab > localflow.crontab'))
    .action(act(async (options) => (await import('./commands/export.ts')).exportCrontab(globalOf(options), options)))
}
