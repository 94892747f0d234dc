import { isPaused, type Settings, type SettingsChange } from '../../../shared/model/settings.ts'
import { namedActor } from '../../by-actor.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { instant } from '../../ui/time.tsx'
import { words } from './words.ts'

const hourMs = 3_600_000

/** Midnight, by the clocks of this computer. */
const tomorrow = (): number => new Date().setHours(24, 0, 0, 0)

/** Pauses all schedules and triggers for a while. */
export function PauseRow({ paused, onChange }: { paused: Settings['paused']; onChange(paused: SettingsChange['paused']): void }) {
  const pause = (until: number | null) => onChange({ until, reason: '' })
  return (
    <div className="flex items-center gap-4 py-2">
      <div className="min-w-0 flex-1">
        <div className="font-semibold">{words.automaticRuns}</div>
        <p className="text-sm text-ink-3">
          {paused !== null && isPaused(paused, Date.now())
            ? words.paused(paused.until === null ? null : instant(paused.until), namedActor(paused.actor))
            : words.active}
        </p>
      </div>
      {isPaused(paused, Date.now()) ? (
        <Button onClick={() => onChange(null)}>{words.resume}</Button>
      ) : (
        <Menu trigger={<Button>{words.pauseAll}</Button>}>
          <MenuItem onSelect={() => pause(Date.now() + hourMs)}>{words.forAnHour}</MenuItem>
          <MenuItem onSelect={() => pause(tomorrow())}>{words.untilTomorrow}</MenuItem>
          <MenuItem onSelect={() => pause(null)}>{words.untilResumed}</MenuItem>
        </Menu>
      )}
    </div>
  )
}
