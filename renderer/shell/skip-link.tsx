import type { RefObject } from 'react'
import { Button } from '../ui/button.tsx'
import { words } from './words.ts'

/** The first stop of Tab, shown only there: past the sidebar to the page. */
export const SkipLink = ({ to }: { to: RefObject<HTMLElement | null> }) => (
  <div className="fixed top-2 left-2 z-50 not-focus-within:sr-only">
    <Button onClick={() => to.current?.focus()}>{words.skip}</Button>
  </div>
)
