import { ArrowDownToLine, Clock } from 'lucide-react'
import type { LogSize } from '../../../../shared/model/log.ts'
import type { LogTimes } from '../../../../shared/model/preferences.ts'
import { changePreferences, usePreferences } from '../../../preferences.ts'
import { Button } from '../../../ui/button.tsx'
import { bytesText } from '../../../ui/bytes-text.ts'
import { Menu, MenuItem } from '../../../ui/menu.tsx'

const timeWords: Record<LogTimes, string> = { off: 'Timestamps', relative: 'Since the start', absolute: 'Time of day' }

type Props = { size: LogSize; following: boolean; onFollow(following: boolean): void }

/** How much there is, which times are shown, and whether the end is followed. */
export function LogBar({ size, following, onFollow }: Props) {
  const { logTimes } = usePreferences()
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-b border-rule bg-surface px-3 text-sm text-ink-2">
      <span className="tabular-nums">
        {size.lines.toLocaleString('en')} {size.lines === 1 ? 'line' : 'lines'} · {bytesText(size.bytes)}
      </span>
      <span className="flex-1" />
      <Menu
        trigger={
          <Button small look="quiet">
            <Clock aria-hidden="true" className="size-3.5" />
            {timeWords[logTimes]}
          </Button>
        }
      >
        {(Object.keys(timeWords) as LogTimes[]).map((key) => (
          <MenuItem key={key} checked={logTimes === key} onSelect={() => void changePreferences(() => ({ logTimes: key }))}>
            {timeWords[key]}
          </MenuItem>
        ))}
      </Menu>
      <Button small look={following ? 'plain' : 'quiet'} aria-pressed={following} onClick={() => onFollow(!following)}>
        <ArrowDownToLine aria-hidden="true" className="size-3.5" />
        {size.ended ? 'Jump to end' : 'Follow'}
      </Button>
    </div>
  )
}
