import type { FlowDetail } from '../../../shared/model/flow.ts'
import { Strip } from '../../overview/strip.tsx'
import { words as allWords } from '../../overview/words.ts'

const words = allWords.strip

/** Which version a flow runs, and how its newest run ended: the same on all tabs. */
export const FlowStrip = ({ flow: { name, version, hasDraft } }: { flow: FlowDetail }) => (
  <Strip kind="flow" name={name}>
    <span className={version === null ? 'text-warn' : ''}>
      {version === null ? words.notPublished : words.published(version)}
      {version !== null && hasDraft && ` ${words.draft}`}
    </span>
  </Strip>
)
