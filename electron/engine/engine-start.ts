import { bootId } from './base/boot-id.ts'
import type { createServices } from './base/service.ts'
import type { Given, Parts } from './engine-parts.ts'
import { placeOwnCommand } from './environment/own-command.ts'
import { loginSession } from './triggers/host-events.ts'

type Services = ReturnType<typeof createServices>

/**
 * Starts the parts in order; `services` stops them in reverse. Resolves when the engine answers; the runner may still be
 * starting.
 */
export async function startParts(given: Given, parts: Parts, services: Services) {
  const { config, dataFolder, store } = given
  const { artifacts, runners, environment, disk, maintenance, dispatcher, hostEvents, files, settings } = parts
  let hadRunner = false
  services.add(artifacts, { stop: runners.close }, environment, disk, maintenance, dispatcher, hostEvents)
  services.start(files)
  services.add(parts.operations.service)
  services.start(settings)
  await disk.look()
  const boot = await bootId(config.clock.now())
  await dispatcher.resume(store.boots.isAnother(boot))
  const hadRunnerBefore = (): boolean => hadRunner
  if (!config.dispatch) {
    await collect(given, parts)
    return { connected: new Promise<void>(() => {}), hadRunner: hadRunnerBefore, aliveAt: null }
  }
  if (config.ownCommand) placeOwnCommand(dataFolder, config.ownCommand, config.log)
  store
    .submit('record a boot', () => store.boots.enter(boot))
    .catch((error: unknown) => config.log.warn('could not record when the computer started', { error }))
  // Before the first child, so that a job does not see two environments. `lf` itself was started in the person's shell.
  const known = config.host === 'cli' ? Promise.resolve() : environment.refresh()
  const connected = known.then(() => runners.keepTrying())
  services.start(maintenance)
  services.start(dispatcher)
  void artifacts.clearLeft((attemptId) => dispatcher.attempt(attemptId) !== null)
  services.start(parts.runWaits)
  services.start(parts.workers)
  services.start(parts.alerts)
  services.start(parts.operations.service)
  // A command that carries one run is not a running LocalFlow: due occurrences wait for that.
  const aliveAt = config.host === 'cli' ? null : await startWhatNobodyAsksFor(given, parts, services, boot)
  void connected.then(() => {
    hadRunner = true
    if (runners.isConnected()) config.log.info('engine ready', { dataFolder })
  })
  return { connected, hadRunner: hadRunnerBefore, aliveAt }
}

/**
 * Starts schedules, and triggers for the start or the login. Returns when an engine was last up: files that changed since
 * then count.
 */
async function startWhatNobodyAsksFor(
  { config, store }: Given,
  parts: Parts,
  services: Services,
  boot: string,
): Promise<number | null> {
  const aliveAt = store.occurrences.saidAt()
  services.start(parts.scheduler)
  services.start(parts.conditions)
  services.start(parts.backfills)
  const session = await loginSession(boot, config.environment)
  void parts.hostEvents.happened('app-start')
  if (store.boots.isAnotherSession(session)) void parts.hostEvents.happened('login', () => store.boots.enterSession(session))
  return aliveAt
}

/** Records the outcomes of runs that ended while no engine was running. */
async function collect({ store }: Given, { runners, dispatcher }: Parts): Promise<void> {
  await runners.join()
  await new Promise(setImmediate)
  await dispatcher.caughtUp()
  await new Promise(setImmediate)
  await store.submit('wait for writes', () => {})
}
