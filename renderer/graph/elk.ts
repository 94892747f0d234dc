import Elk from 'elkjs/lib/elk-api.js'
import worker from 'elkjs/lib/elk-worker.min.js?url'

/** Lays out drawings on a thread of its own: a large one takes a second. */
export const elk = new Elk({ workerFactory: () => new Worker(worker) })
