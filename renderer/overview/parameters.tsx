import { titleOf } from '../../shared/params/param.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { Fact, Facts } from '../ui/panel/facts.tsx'
import { OverviewPart } from './run-lines.tsx'
import { words } from './words.ts'

const shownChars = 200

/** The parameters of a run with their defaults; nothing where there are none. */
export function Parameters({ schema }: { schema: ParamSchema }) {
  const entries = Object.entries(schema)
  if (entries.length === 0) return null
  return (
    <OverviewPart title={words.parameters}>
      <Facts>
        {entries.map(([name, param]) => (
          <Fact key={name} name={titleOf(name, param)} isCode={defaultOf(param) !== undefined}>
            {defaultText(param)}
          </Fact>
        ))}
      </Facts>
    </OverviewPart>
  )
}

const defaultOf = (param: ParamSchema[string]) => ('default' in param ? param.default : undefined)

function defaultText(param: ParamSchema[string]): string {
  if (param.type === 'secret') return words.hidden
  const value = defaultOf(param)
  if (value === undefined) return param.required ? words.required : words.optional
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, shownChars)
}
