import { isPaused, type Settings, type SettingsChange } from '../../../shared/model/settings.ts'
import { ByActor } from '../../by-actor.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { instant } from '../../ui/time.tsx'

const hourMs = 3_600_000

/** Midnight, by the clocks of this computer. */
const tomorrow = (): number => new Date().setHours(24, 0, 0, 0)

/** Lets nothing start by itself for a while: what passes meanwhile is kept as skipped. */
export function PauseRow({ paused, onChange }: { paused: Settings['paused']; onChange(paused: SettingsChange['paused']): void }) {
  const pause = (until: number | null) => onChange({ until, reason: '' })
  return (
    <div className="flex items-center gap-4 py-2">
      <div className="min-w-0 flex-1">
        <div className="font-medium">Schedules and triggers</div>
        <p className="text-sm text-ink-3">
          {paused !== null && isPaused(paused, Date.now()) ? (
            <>
              Paused{paused.until === null ? '' : ` until ${instant(paused.until)}`} <ByActor actor={paused.actor} />: what passes
              meanwhile is kept as skipped
            </>
          ) : (
            'At work. Runs that were begun by hand are never held up'
          )}
        </p>
      </div>
      {isPaused(paused, Date.now()) ? (
        <Button onClick={() => onChange(null)}>Resume</Button>
      ) : (
        <Menu trigger={<Button>Pause all…</Button>}>
          <MenuItem onSelect={() => pause(Date.now() + hourMs)}>For an hour</MenuItem>
          <MenuItem onSelect={() => pause(tomorrow())}>Until tomorrow</MenuItem>
          <MenuItem onSelect={() => pause(null)}>Until I resume them</MenuItem>
        </Menu>
      )}
    </div>
  )
}
