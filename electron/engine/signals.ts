import type { Sample } from '../../shared/model/run.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { createTopic } from './base/topic.ts'
import type { Notice } from './changes/notices.ts'
import type { LogSignal } from './logs/logs.ts'
import type { StoredEvent } from './store/events.ts'

export type Signals = ReturnType<typeof createSignals>

/** Signals of parts, each for parts that are created after it. */
export const createSignals = () => ({
  /** Events, once they are on disk. */
  committed: createTopic<StoredEvent[]>(),
  /** News that no history records. */
  notices: createTopic<Notice>(),
  /** A log has more lines, or its run changed. */
  grew: createTopic<LogSignal>(),
  /** The error of a failed commit. */
  writeFailed: createTopic<unknown>(),
  /** The runs of pipelines whose counts a commit changed. */
  progressed: createTopic<Set<number>>(),
  /** A runner started a program. */
  started: createTopic<{ attemptId: string; pid: number }>(),
  /** A runner measured a program. */
  sampled: createTopic<{ attemptId: string; sample: Sample }>(),
  settings: createTopic<Settings>(),
  /** The computer woke up. */
  woke: createTopic<void>(),
})
