import type { Command } from 'commander'
import type { Wire } from './wire.ts'

const secrets = () => import('./commands/secrets.ts')

/** `lf secret …` */
export function addSecretCommands(program: Command, { act, globalOf }: Wire): void {
  const command = program.command('secret').description('what only the programs that need it are to know')
  command
    .command('list')
    .description('the names of all secrets, and what uses them')
    .action(act(async (options) => (await secrets()).listSecrets(globalOf(options), options)))
  command
    .command('set')
    .description('keep a secret: its value is asked for, or comes on standard input')
    .argument('<name>', 'letters, digits and _')
    .option('-f, --file <FILE>', 'take the value from a file')
    .action(act(async (options, name: string) => (await secrets()).setSecret(globalOf(options), name, options)))
  command
    .command('delete')
    .description('forget a secret')
    .argument('<name>')
    .action(act(async (options, name: string) => (await secrets()).deleteSecret(globalOf(options), name, options)))
}
