import type { Clock } from '../../engine/base/clock.ts'
import type { Engine } from '../../engine/engine.ts'

/** How long a start waits for the runner before it listens without one. */
const patienceMs = 10_000

/** Resolves when the engine can run something, or after ten seconds: then `say` gets the reason. */
export async function untilReady(
  engine: Pick<Engine, 'connected' | 'health'>,
  clock: Pick<Clock, 'after'>,
  say: (words: string) => void,
): Promise<void> {
  let giveUp = () => {}
  const tooLong = new Promise<'too long'>((resolve) => {
    giveUp = clock.after(patienceMs, () => resolve('too long'))
  })
  const first = await Promise.race([engine.connected, tooLong])
  giveUp()
  if (first === 'too long')
    say(`LocalFlow is not ready yet: ${engine.health().join(' ')} LocalFlow already listens and keeps trying.`)
}
