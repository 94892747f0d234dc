import type { Command } from 'commander'
import { wholeNumber } from './option-values.ts'
import type { Wire } from './wire.ts'

const objects = () => import('./commands/objects.ts')

/** `lf blame` and `lf object …`: what is asked of the files that runs leave behind. */
export function addObjectCommands(program: Command, { act, globalOf }: Wire): void {
  program
    .command('blame')
    .description('say which run, step and inputs made a file, whatever it is called now')
    .argument('<file>', 'a file, or the hash of one')
    .action(act(async (options, file: string) => (await objects()).blame(globalOf(options), file, options)))
  const object = program.command('object').description('files that runs left behind, each kept once by its hash')
  object
    .command('list')
    .description('the newest')
    .option('--limit <N>', 'how many (default: 50)', wholeNumber(1, 500))
    .action(act(async (options) => (await objects()).listObjects(globalOf(options), options)))
  object
    .command('get')
    .description('write a file to standard output, or into a file')
    .argument('<hash>', 'its hash, or the first digits of it')
    .option('-o, --output <FILE>', 'write it here')
    .action(act(async (options, hash: string) => (await objects()).getObject(globalOf(options), hash, options)))
}
