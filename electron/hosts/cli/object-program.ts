import type { Command } from 'commander'
import { examples } from './help.ts'
import { wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const objects = () => import('./commands/objects.ts')

/** `lf blame` and `lf object …`, which find the files that runs produced. */
export function addObjectCommands(program: Command, { act, globalOf }: Wire): void {
  program
    .command('blame')
    .description('Show which run, step and inputs produced a file, even if it was renamed')
    .argument('<file>', 'File, or the hash of one')
    .addHelpText('after', examples('lf blame report.pdf', 'lf blame 4355a46b'))
    .action(act(async (options, file: string) => (await objects()).blame(globalOf(options), file, options)))
  const object = program
    .command('object')
    .description('List and fetch artifacts: files that runs produced, stored by hash')
    .addHelpText('after', examples('lf object list', 'lf object get 4355a46b -o report.pdf'))
  object
    .command('list')
    .description('List artifacts, newest first')
    .option('--limit <N>', 'At most this many (default: 50)', wholeNumber(1, 500))
    .addHelpText('after', examples('lf object list', 'lf object list --limit 500'))
    .action(act(async (options) => (await objects()).listObjects(globalOf(options), options)))
  object
    .command('get')
    .description('Write an artifact to standard output or into a file')
    .argument('<hash>', 'Hash of the artifact, or its first digits')
    .option('-o, --output <FILE>', 'Write to this file')
    .addHelpText('after', examples('lf object get 4355a46b -o report.pdf', 'lf object get 4355a46b | less'))
    .action(act(async (options, hash: string) => (await objects()).getObject(globalOf(options), hash, options)))
}
