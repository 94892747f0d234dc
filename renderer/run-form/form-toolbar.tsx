import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { copyAs } from './copy-as.ts'
import { PasteField } from './paste-field.tsx'
import type { Earlier, Target } from './start.ts'
import type { RunFormState } from './use-run-form.ts'
import { words } from './words.ts'

type Props = { target: Target; earlier: Earlier | null; isTest: boolean; state: RunFormState }

/** Where the values come from, and the form as a command. */
export function FormToolbar({ target, earlier, isTest, state }: Props) {
  const [isPasting, setPasting] = useState(false)
  const { isFromEarlier, startFrom } = state
  const copy = (form: 'lf' | 'curl') =>
    void copyAs(form, { target, schema: state.isFree ? {} : state.schema, values: state.values, options: state.order })
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        {earlier && isFromEarlier && <span>{words.from(earlier.number)}</span>}
        {earlier && (
          <Button small look="quiet" onClick={() => startFrom(isFromEarlier ? null : earlier.params, !isFromEarlier)}>
            {isFromEarlier ? words.reset : words.useEarlier(earlier.number)}
          </Button>
        )}
        {!isTest && (
          <span className="ml-auto">
            <Menu
              trigger={
                <Button small look="quiet">
                  {words.copyAs}
                </Button>
              }
            >
              <MenuItem onSelect={() => copy('lf')}>{words.copyLf}</MenuItem>
              <MenuItem onSelect={() => copy('curl')}>{words.copyCurl}</MenuItem>
              <MenuSeparator />
              <MenuItem onSelect={() => setPasting(true)}>{words.paste}</MenuItem>
            </Menu>
          </span>
        )}
      </div>
      {isPasting && <PasteField target={target} state={state} onClose={() => setPasting(false)} />}
    </div>
  )
}
