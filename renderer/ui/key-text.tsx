import { Fragment } from 'react'
import { Kbd } from './kbd.tsx'

/** What keys do that are the same everywhere: each with its words. */
export const KeyText = ({ of }: { of: readonly (readonly [key: string, does: string])[] }) => (
  <span className="text-sm text-ink-3">
    {of.map(([key, does], at) => (
      <Fragment key={key}>
        {at > 0 && ' · '}
        <Kbd>{key}</Kbd> {does}
      </Fragment>
    ))}
  </span>
)
