import type { ReactNode } from 'react'
import { logTimes as allTimes } from '../../../../shared/model/preferences.ts'
import { changePreferences, usePreferences } from '../../../preferences.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { MenuItem } from '../../../ui/menu.tsx'
import { type Findable, FindField } from './find-field.tsx'
import type { TextLook } from './line-text.tsx'
import { words } from './words.ts'

type Props = {
  state: Findable
  stepError(by: 1 | -1): void
  /** The way from error to error. */
  errors?: ReactNode
  /** Filters and menus. */
  children?: ReactNode
}

/** The tools that every log has: finds on the left, filters and menus on the right, and the keys of both. */
export function ToolBar({ state, stepError, errors, children }: Props) {
  const { problem } = state.find
  // A pattern that is being typed is wrong for a moment: nothing moves for that.
  const why = problem === null || problem.isPattern ? null : problem.why
  useKeys({ wrapLines: toggleWrap, logTimes: nextTimes, nextError: () => stepError(1), previousError: () => stepError(-1) })
  return (
    <div role="group" aria-label={words.tools} className="@container shrink-0 border-b border-rule bg-surface">
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 px-4 py-0.5 max-[480px]:px-2">
        <FindField state={state} stepError={stepError} />
        {errors}
        <span className="flex-1" />
        {children}
      </div>
      {why !== null && <p className="border-t border-rule bg-bad-bg px-4 py-1 text-sm max-[480px]:px-2">{why}</p>}
    </div>
  )
}

const toggleWrap = (): void => void changePreferences(({ logWrap }) => ({ logWrap: !logWrap }))

const nextTimes = (): void =>
  void changePreferences(({ logTimes }) => ({ logTimes: allTimes[(allTimes.indexOf(logTimes) + 1) % allTimes.length] ?? 'off' }))

type Look = Pick<TextLook, 'pretty' | 'controls'>

/** How the text of lines is shown. */
export function LookItems({ look: { pretty, controls }, setLook }: { look: Look; setLook(change: Partial<Look>): void }) {
  const { logWrap } = usePreferences()
  return (
    <>
      <MenuItem checked={logWrap} onSelect={toggleWrap}>
        {words.wrap}
        <span className="ml-auto pl-6">
          <KeyHint of="wrapLines" />
        </span>
      </MenuItem>
      <MenuItem checked={pretty} onSelect={() => setLook({ pretty: !pretty })}>
        {words.pretty}
      </MenuItem>
      <MenuItem checked={controls} onSelect={() => setLook({ controls: !controls })}>
        {words.controls}
      </MenuItem>
    </>
  )
}
