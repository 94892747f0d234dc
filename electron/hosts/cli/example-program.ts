import type { Command } from 'commander'
import { examples } from './help.ts'
import type { Wire } from './wire.ts'

const commands = () => import('./commands/examples.ts')

/** `lf example …` */
export function addExampleCommands(program: Command, { act, globalOf }: Wire): void {
  const command = program
    .command('example')
    .alias('examples')
    .summary('List examples, and create one to try')
    .description(
      'List examples, and create one to try. Each is a small job, flow or pipeline that runs on any computer and shows one ' +
        'feature: a schedule, parameters, retries, a file trigger, an approval, a loop, a pipeline.',
    )
    .addHelpText('after', examples('lf example list', 'lf example add ship-release'))
  command
    .command('list')
    .description('List the examples')
    .addHelpText('after', examples('lf example list', 'lf example list --json'))
    .action(act(async (options) => (await commands()).listExamples(options)))
  command
    .command('add')
    .description('Create an example. If its name is taken, a number is added')
    .argument('<example>', 'Name of the example')
    .addHelpText('after', examples('lf example add disk-report', 'lf example add count-words --json'))
    .action(act(async (options, name: string) => (await commands()).addExampleNamed(globalOf(options), name, options)))
}
