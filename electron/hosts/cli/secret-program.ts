import type { Command } from 'commander'
import { AppError } from '../../../shared/errors.ts'
import { examples } from './help.ts'
import type { Wire } from './wire.ts'

/** Command lines can be read by other accounts, so an error must not repeat the value either. */
function refuseValue([name = '', ...others]: string[]): void {
  const [own = ''] = name.split('=')
  if (others.length > 0 || own !== name)
    throw new AppError(
      'invalid',
      `Do not put the value on the command line. Run "lf secret set ${own}" and type it, or pipe it in.`,
    )
}

const secrets = () => import('./commands/secrets.ts')

/** `lf secret …` */
export function addSecretCommands(program: Command, { act, globalOf }: Wire): void {
  const command = program
    .command('secret')
    .summary('Store passwords and tokens that jobs need')
    .description(
      'Store passwords and tokens that jobs need. A job refers to one as $secrets.NAME; LocalFlow never prints the value and ' +
        'hides it in logs.',
    )
    .addHelpText('after', examples('lf secret set DEPLOY_TOKEN', 'lf secret list'))
  command
    .command('list')
    .description('List the names of all secrets and the jobs that use them')
    .addHelpText('after', examples('lf secret list', 'lf secret list --json'))
    .action(act(async (options) => (await secrets()).listSecrets(globalOf(options), options)))
  command
    .command('set')
    .description('Set a secret; asks for the value, or reads it from standard input')
    .argument('<name>', 'Letters, digits and _')
    .allowExcessArguments()
    .hook('preAction', (_, { args }) => refuseValue(args))
    .option('-f, --file <FILE>', 'Read the value from this file')
    .addHelpText('after', examples('lf secret set DEPLOY_TOKEN', 'lf secret set SSH_KEY --file ~/.ssh/deploy'))
    .action(act(async (options, name: string) => (await secrets()).setSecret(globalOf(options), name, options)))
  command
    .command('delete')
    .description('Delete a secret; runs that refer to it fail from then on')
    .argument('<name>', 'Name of the secret')
    .addHelpText('after', examples('lf secret delete DEPLOY_TOKEN', 'lf secret delete DEPLOY_TOKEN --json'))
    .action(act(async (options, name: string) => (await secrets()).deleteSecret(globalOf(options), name, options)))
}
