import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { Strip } from '../../overview/strip.tsx'
import { words as overviewWords } from '../../overview/words.ts'
import { words } from './words.ts'

/** How many steps a pipeline has, and how its newest run ended: the same on all tabs. */
export const PipelineStrip = ({ pipeline: { name, steps, version } }: { pipeline: PipelineDetail }) => (
  <Strip kind="pipeline" name={name}>
    <span>{overviewWords.strip.published(version)}</span>
    <span className={steps === null ? 'text-bad' : ''}>{steps === null ? words.invalidManifest : words.stepsState(steps)}</span>
  </Strip>
)
