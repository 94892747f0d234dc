/** Functions that nodes of a flow can call without a worker. */
export const functionNames = ['transform', 'sum', 'route', 'mul', 'upper', 'log_result'] as const
export const builtinNames = ['noop', 'sleep', 'fail', ...functionNames] as const
