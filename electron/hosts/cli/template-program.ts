import type { Command } from 'commander'
import { examples } from './help.ts'
import type { Wire } from './wire.ts'

const templates = () => import('./commands/templates.ts')

/** `lf template …` */
export function addTemplateCommands(program: Command, { act, globalOf }: Wire): void {
  const command = program
    .command('template')
    .summary('Save jobs, flows and pipelines as templates for new ones')
    .description(
      'Save jobs, flows and pipelines as templates for new ones. A template keeps the definition; its schedules, triggers and runs ' +
        'are not part of it.',
    )
    .addHelpText(
      'after',
      examples('lf template save "Nightly script" --job backup', 'lf template use "Nightly script" --name report'),
    )
  command
    .command('list')
    .description('List templates')
    .addHelpText('after', examples('lf template list', 'lf template list --json'))
    .action(act(async (options) => (await templates()).listTemplates(globalOf(options), options)))
  command
    .command('save')
    .description('Save a job, flow or pipeline as a template')
    .argument('<name>', 'Name of the template')
    .option('--job <JOB>', 'Job to save')
    .option('--flow <FLOW>', 'Flow to save, with its draft')
    .option('--pipeline <PIPELINE>', 'Pipeline to save')
    .option('--text <TEXT>', 'What the template is for')
    .addHelpText(
      'after',
      examples(
        'lf template save "Nightly script" --job backup --text "Retries, mail on failure"',
        'lf template save Release --flow ship',
      ),
    )
    .action(act(async (options, name: string) => (await templates()).saveTemplate(globalOf(options), name, options)))
  command
    .command('use')
    .description('Create a job, flow or pipeline from a template. If its name is taken, a number is added')
    .argument('<template>', 'Name of the template')
    .option('--name <NAME>', 'Name of what is created; default: the name of the template')
    .addHelpText('after', examples('lf template use "Nightly script" --name report', 'lf template use Release --json'))
    .action(act(async (options, name: string) => (await templates()).useTemplate(globalOf(options), name, options)))
  command
    .command('delete')
    .description('Delete a template; what was made from it stays')
    .argument('<template>', 'Name of the template')
    .addHelpText('after', examples('lf template delete "Nightly script"', 'lf template delete Release --json'))
    .action(act(async (options, name: string) => (await templates()).deleteTemplate(globalOf(options), name, options)))
}
