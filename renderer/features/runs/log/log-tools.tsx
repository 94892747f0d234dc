import {
  ArrowDownToLine,
  ChevronDown,
  ChevronsDownUp,
  ChevronsUpDown,
  Clock,
  Download as DownloadIcon,
  Ellipsis,
  Hash,
  type LucideIcon,
  Printer,
} from 'lucide-react'
import { useState } from 'react'
import type { LogTimes } from '../../../../shared/model/preferences.ts'
import { changePreferences, usePreferences } from '../../../preferences.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu.tsx'
import { ErrorSteps, stepToError } from './error-steps.tsx'
import { GoToLine } from './go-to-line.tsx'
import { OpenItem } from './open-item.tsx'
import { printLog } from './print-log.ts'
import { rangeOf } from './selection.ts'
import { LookItems, ToolBar } from './tool-bar.tsx'
import type { Download, DownloadForm } from './use-download.ts'
import type { LogState } from './use-log.ts'
import { shownStreams } from './use-stream-rows.ts'
import { words } from './words.ts'

type Props = { state: LogState; download: Download }

/** Finds, steps to errors, filters, and chooses how lines are shown. */
export function LogTools({ state, download }: Props) {
  const [isAsking, setIsAsking] = useState(false)
  const stepError = (by: 1 | -1) => stepToError(state, by)
  useKeys({ goToLine: () => setIsAsking(true) })
  return (
    <>
      <ToolBar state={state} stepError={stepError} errors={<ErrorSteps state={state} />}>
        <StreamMenu state={state} />
        <TimeMenu />
        <MoreMenu state={state} download={download} onGoToLine={() => setIsAsking(true)} />
      </ToolBar>
      {isAsking && <GoToLine state={state} onClose={() => setIsAsking(false)} />}
    </>
  )
}

type StreamMenuProps = { state: Pick<LogState, 'shown' | 'setShown'>; allName?: string }

/** `allName`: the name of "all" where another menu stands beside this one. */
export function StreamMenu({ state: { shown, setShown }, allName = words.shown.all }: StreamMenuProps) {
  const name = shown === 'all' ? allName : words.shown[shown]
  const label = words.shownNow(name)
  return (
    <Menu
      trigger={
        <Button small look={shown === 'all' ? 'quiet' : 'plain'} aria-label={label} title={words.streamOrder}>
          {name}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Button>
      }
    >
      {shownStreams.map((each) => (
        <MenuItem key={each} checked={shown === each} onSelect={() => setShown(each)}>
          {words.shown[each]}
        </MenuItem>
      ))}
    </Menu>
  )
}

export function TimeMenu() {
  const { logTimes } = usePreferences()
  return (
    <Menu
      trigger={
        <Button small look={logTimes === 'off' ? 'quiet' : 'plain'} aria-label={words.timesNow(logTimes)}>
          <Clock aria-hidden="true" className="size-3.5 @max-3xl:hidden" />
          {logTimes === 'off' ? words.time : words.times[logTimes]}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Button>
      }
    >
      {(Object.keys(words.times) as LogTimes[]).map((key) => (
        <MenuItem key={key} checked={logTimes === key} onSelect={() => void changePreferences(() => ({ logTimes: key }))}>
          {words.times[key]}
        </MenuItem>
      ))}
    </Menu>
  )
}

function MoreMenu({ state, download, onGoToLine }: Props & { onGoToLine(): void }) {
  const { look, setLook, folds, log, lines, place, run, rows } = state
  return (
    <Menu
      trigger={
        <IconButton label={words.menu}>
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
    >
      <LookItems look={look.plain} setLook={setLook} />
      {folds?.has && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => folds.setAll(false)}>
            <Icon of={ChevronsDownUp} />
            {words.foldAll}
          </MenuItem>
          <MenuItem onSelect={() => folds.setAll(true)}>
            <Icon of={ChevronsUpDown} />
            {words.unfoldAll}
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem onSelect={onGoToLine}>
        <Icon of={Hash} />
        {words.goToLine}
        <Hint of="goToLine" />
      </MenuItem>
      <MenuItem onSelect={() => rows.current?.follow()}>
        <Icon of={ArrowDownToLine} />
        {words.goToEnd}
        <Hint of="follow" />
      </MenuItem>
      <MenuSeparator />
      {(Object.keys(words.downloads) as DownloadForm[]).map((form) => (
        <MenuItem key={form} onSelect={() => download.start(form)}>
          <Icon of={DownloadIcon} />
          {words.downloads[form]}
        </MenuItem>
      ))}
      <OpenItem place={place} />
      <MenuItem
        onSelect={() => {
          const range = lines.selection ? rangeOf(lines.selection) : { from: 1, to: log.size.lines }
          void printLog(place, range, `${run.title}, ${words.log(run.number)}`, false)
        }}
      >
        <Icon of={Printer} />
        {words.print}
      </MenuItem>
    </Menu>
  )
}

/** As wide as the mark of a choice, so that all names begin on one line. */
const Icon = ({ of: Shape }: { of: LucideIcon }) => <Shape aria-hidden="true" className="size-3 shrink-0 text-ink-2" />

const Hint = ({ of }: { of: 'goToLine' | 'follow' }) => (
  <span className="ml-auto pl-6">
    <KeyHint of={of} />
  </span>
)
