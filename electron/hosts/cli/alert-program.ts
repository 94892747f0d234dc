import type { Command } from 'commander'
import { alertStates } from '../../../shared/model/alert.ts'
import { examples } from './help.ts'
import { choiceOption } from './option-values.ts'
import type { Wire } from './wire.ts'

const alerts = () => import('./commands/alerts.ts')
const ref = ['<alert>', 'Number of the alert, or the name of what failed'] as const

/** `lf alert …` */
export function addAlertCommands(program: Command, wire: Wire): void {
  const command = program
    .command('alert')
    .alias('alerts')
    .summary('List, acknowledge and snooze alerts')
    .description(
      'List, acknowledge and snooze alerts. A failed run opens the alert of its job, flow, pipeline or command; ' +
        'further failures count in the same alert, and the next success resolves it.',
    )
    .addHelpText('after', examples('lf alert list', 'lf alert acknowledge "Nightly backup"'))
  addList(command, wire)
  addActions(command, wire)
}

function addList(command: Command, { act, globalOf }: Wire): void {
  command
    .command('list')
    .description('List open alerts, or those in another state')
    .addOption(choiceOption('--state <STATE>', `Alerts in this state: ${alertStates.join(', ')} (default: open)`, alertStates))
    .option('--all', 'Alerts in any state')
    .addHelpText('after', examples('lf alert list', 'lf alert list --state snoozed', 'lf alert list --all --json'))
    .action(act(async (options) => (await alerts()).listAlerts(globalOf(options), options)))
}

function addActions(command: Command, { act, globalOf }: Wire): void {
  command
    .command('acknowledge')
    .description('Acknowledge an alert: it leaves Home, and further failures send no notification')
    .argument('[alert]', ref[1])
    .option('--all', 'Acknowledge all open alerts')
    .addHelpText('after', examples('lf alert acknowledge 12', 'lf alert acknowledge --all'))
    .action(act(async (options, name: string | undefined) => (await alerts()).acknowledgeAlert(globalOf(options), name, options)))
  command
    .command('snooze')
    .description('Snooze an alert: it opens again after some time, unless a success resolves it first')
    .argument(...ref)
    .option('--for <DURATION>', 'How long, such as 30m, 4h or 1d (default: 1h)')
    .option('--until <TIME>', 'When it opens again instead, such as "2026-12-24 18:30"')
    .addHelpText('after', examples('lf alert snooze "Nightly backup"', 'lf alert snooze 12 --for 4h'))
    .action(act(async (options, name: string) => (await alerts()).snoozeAlert(globalOf(options), name, options)))
  command
    .command('reopen')
    .description('Reopen an acknowledged or snoozed alert')
    .argument(...ref)
    .addHelpText('after', examples('lf alert reopen 12', 'lf alert reopen "Nightly backup" --json'))
    .action(act(async (options, name: string) => (await alerts()).reopenAlert(globalOf(options), name, options)))
}
