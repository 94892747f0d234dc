import { maxHeaderSize, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError, errorStatus } from '../../shared/errors.ts'
import { errorBody } from './answers.ts'

/** Answers what Node gave up reading before it was a request, in the same words and shape as every other error. */
export function answerUnreadable({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return
  const error = explain(code)
  const status = errorStatus[error.code]
  const body = JSON.stringify(errorBody(error))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end([...head, '', body].join('\r\n'))
}

function explain(code: string | undefined): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AppError('request-timeout', 'Could not read the request: it took too long to arrive.')
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError(
      'invalid',
      `The address and headers of a request may have ${maxHeaderSize / 1024} KB in total. Send less.`,
    )
  return new AppError('invalid', 'Could not read the request: it is not an HTTP/1.1 request.')
}
