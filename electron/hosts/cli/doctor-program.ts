import type { Command } from 'commander'
import { maintenanceIds } from '../../../shared/model/maintenance.ts'
import { doctorEnv } from './commands/doctor.ts'
import { doctor as runChecks } from './commands/doctor-checks.ts'
import { doctorMaintenance } from './commands/maintenance.ts'
import { token } from './commands/token.ts'
import { examples } from './help.ts'
import { choiceOption } from './option-values.ts'
import type { Wire } from './wire.ts'

/** `lf token`. */
export function addTokenCommand(program: Command, { act, globalOf }: Wire): void {
  program
    .command('token')
    .description('Print the token that browsers and scripts need to reach LocalFlow')
    .addHelpText('after', examples('lf token', 'curl -H "Authorization: Bearer $(lf token)" http://127.0.0.1:8080/api/runs'))
    .action(act((options) => token(globalOf(options), options)))
}

/** `lf doctor …`. */
export function addDoctorCommands(program: Command, { act, globalOf }: Wire): void {
  const doctor = program
    .command('doctor')
    .summary('Check LocalFlow, its data and the environment of jobs')
    .description(
      'Check whether LocalFlow runs, can write its data and start programs, and whether anything is paused or has a problem. Exit ' +
        'with 1 if there is a problem.',
    )
    .addHelpText('after', examples('lf doctor', 'lf doctor env "Nightly backup"'))
    .action(act((options) => runChecks(globalOf(options), options)))
  doctor
    .command('env')
    .summary('Show the environment that jobs run with')
    .description(
      'Show the environment that jobs run with, and where a command of theirs is found. Use it when a script works in a ' +
        'terminal but fails as a job.',
    )
    .argument('[job]', 'Also show where the commands of this job are found')
    .addHelpText('after', examples('lf doctor env', 'lf doctor env "Nightly backup"'))
    .action(act((options, job: string | undefined) => doctorEnv(globalOf(options), job, options)))
  doctor
    .command('maintenance')
    .summary('List the maintenance tasks with their last and next runs')
    .description(
      'List the tasks by which LocalFlow looks after its own data (backup, deletion of old runs), with their last and next runs.',
    )
    .addOption(
      choiceOption('--run <TASK>', `Run this task now and wait until it ends: ${maintenanceIds.join(', ')}`, maintenanceIds),
    )
    .addHelpText('after', examples('lf doctor maintenance', 'lf doctor maintenance --run back-up'))
    .action(act((options) => doctorMaintenance(globalOf(options), options)))
}
