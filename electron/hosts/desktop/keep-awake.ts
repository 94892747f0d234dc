import { powerSaveBlocker } from 'electron'
import type { Host } from '../start-host.ts'

/** Keeps the computer awake while something runs, if a person has enabled that. */
export function keepAwake(host: Host): { close(): void } {
  const { engine } = host
  let blocker: number | null = null

  function look(): void {
    const wanted = engine.settings.get().keepAwake && engine.info().running > 0
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }

  const stops = [engine.committed.listen(look), engine.notices.listen(({ noun }) => noun === 'setting' && look())]
  look()
  return {
    close() {
      for (const stop of stops) stop()
      if (blocker !== null) powerSaveBlocker.stop(blocker)
    },
  }
}
