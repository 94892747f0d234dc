import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { usedCommand } from '../../preferences.ts'
import { type Asked, questionOf } from '../../run-form/ask.ts'
import { whileHoldingKeys } from '../../ui/held-keys.ts'
import { toastError } from '../../ui/toasts.tsx'
import { Choices } from './choices.tsx'
import type { Entry } from './entries.ts'
import { InlineParams } from './inline-params.tsx'
import { words } from './words.ts'

type Props = { back: RefObject<(() => void) | null>; close(): void }
type Inline = { entry: string; asked: Asked }

/** The search, or the parameters of what was found there. */
export function PaletteBody({ back, close }: Props) {
  const [text, setText] = useState('')
  const [inline, setInline] = useState<Inline | null>(null)
  const isShown = useRef(true)
  useEffect(() => () => void (isShown.current = false), [])
  useLayoutEffect(() => {
    back.current = inline === null ? null : () => setInline(null)
    return () => void (back.current = null)
  }, [back, inline])
  const ask = async ({ id, target }: Entry) => {
    if (!target) return
    try {
      // Keys that are pressed before the parameters are known are for the first of them.
      await whileHoldingKeys(async () => {
        const asked = await questionOf(target)
        if (!isShown.current) return null
        setInline({ entry: id, asked })
        return asked
      })
    } catch (error) {
      toastError(words.noRun(target.name), error)
    }
  }
  if (inline === null) return <Choices text={text} setText={setText} ask={(entry) => void ask(entry)} close={close} />
  return (
    <InlineParams
      asked={inline.asked}
      back={() => setInline(null)}
      close={() => {
        usedCommand(inline.entry)
        close()
      }}
    />
  )
}
