import { ArrowDownToLine, Clock } from 'lucide-react'
import type { LogSize } from '../../../../shared/model/log.ts'
import type { LogTimes } from '../../../../shared/model/preferences.ts'
import { changePreferences, usePreferences } from '../../../preferences.ts'
import { Button } from '../../../ui/button.tsx'
import { bytesText } from '../../../ui/bytes-text.ts'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { words } from './words.ts'

type Props = { size: LogSize; following: boolean; onFollow(following: boolean): void }

/** The size of the log, and the choice of its timestamps and of following its end. */
export function LogBar({ size, following, onFollow }: Props) {
  const { logTimes } = usePreferences()
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-b border-rule bg-surface px-4 text-sm text-ink-2 max-[480px]:h-auto max-[480px]:flex-wrap max-[480px]:py-1">
      <span className="whitespace-nowrap tabular-nums">{words.size(size.lines, bytesText(size.bytes))}</span>
      <span className="flex-1" />
      <Menu
        trigger={
          <Button small look="quiet">
            <Clock aria-hidden="true" className="size-3.5" />
            {logTimes === 'off' ? words.timestamps : words.times[logTimes]}
          </Button>
        }
      >
        {(Object.keys(words.times) as LogTimes[]).map((key) => (
          <MenuItem key={key} checked={logTimes === key} onSelect={() => void changePreferences(() => ({ logTimes: key }))}>
            {words.times[key]}
          </MenuItem>
        ))}
      </Menu>
      <Button small look={following ? 'plain' : 'quiet'} aria-pressed={following} onClick={() => onFollow(!following)}>
        <ArrowDownToLine aria-hidden="true" className="size-3.5" />
        {size.ended ? words.jumpToEnd : words.follow}
      </Button>
    </div>
  )
}
