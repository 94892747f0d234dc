import { parentPort, workerData } from 'node:worker_threads'
import { readOrganized } from '../../../shared/flow/organized-source.ts'

/** A thread of its own: reads one definition, returns it with its problems, and ends. */
parentPort?.postMessage(readOrganized(workerData as string))
