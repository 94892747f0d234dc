import { memo } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import { bytesText } from '../../../ui/bytes-text.ts'
import { cx } from '../../../ui/class-names.ts'
import type { LogTimes } from '../../../window-state.ts'
import { piecesOf } from './ansi.ts'

type Props = { index: number; line: LogLine | undefined; top: number; times: LogTimes; start: number }

export const LogRow = memo(function LogRow({ index, line, top, times, start }: Props) {
  return (
    <div
      style={{ transform: `translateY(${top}px)` }}
      className={cx(
        'absolute top-0 left-0 flex h-[19px] min-w-full leading-[19px] whitespace-pre',
        line?.stream === 'err' && 'shadow-[inset_2px_0_var(--bad)]',
        line?.stream === 'note' && 'text-ink-2 italic',
      )}
    >
      <span className="w-[60px] shrink-0 pr-3 text-right text-ink-3 select-none">{index + 1}</span>
      {times !== 'off' && (
        <span className="w-[100px] shrink-0 text-ink-3 select-none">{line && timeText(line.at, times, start)}</span>
      )}
      {line?.stream === 'err' && <span className="sr-only">stderr: </span>}
      <span>
        {line &&
          piecesOf(line.text).map(({ text, className }, at) =>
            className === '' ? (
              text
            ) : (
              <span key={at} className={className}>
                {text}
              </span>
            ),
          )}
        {line !== undefined && line.cut > 0 && (
          <span className="font-sans text-ink-3"> … {bytesText(line.cut)} more in this line</span>
        )}
      </span>
    </div>
  )
})

function timeText(at: number, times: LogTimes, start: number): string {
  if (times === 'relative') return `+${((at - start) / 1_000).toFixed(3)}`
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}
