/** The catalogue: one line per trap, in the order of the documentation. */
import type { Rule } from './rule.js';
import asyncCallback from './async-callback.js';
import asyncGeneratorCleanup from './async-generator-cleanup.js';
import asyncProtocolMethod from './async-protocol-method.js';
import awaitNonAwaitable from './await-non-awaitable.js';
import awaitOutsideAsync from './await-outside-async.js';
import blockingCall from './blocking-call.js';
import busyWait from './busy-wait.js';
import calledNotPassed from './called-not-passed.js';
import crossThreadLoopCall from './cross-thread-loop-call.js';
import danglingTask from './dangling-task.js';
import ineffectiveTimeout from './ineffective-timeout.js';
import legacyEventLoop from './legacy-event-loop.js';
import loopWithoutAwait from './loop-without-await.js';
import missingAwait from './missing-await.js';
import missingTimeout from './missing-timeout.js';
import nestedEventLoop from './nested-event-loop.js';
import passedNotCalled from './passed-not-called.js';
import perCallLock from './per-call-lock.js';
import queueProtocol from './queue-protocol.js';
import raceAcrossAwait from './race-across-await.js';
import sequentialAwait from './sequential-await.js';
import sessionPerRequest from './session-per-request.js';
import swallowedCancellation from './swallowed-cancellation.js';
import syncLockAcrossAwait from './sync-lock-across-await.js';
import syncProtocol from './sync-protocol.js';
import unboundedConcurrency from './unbounded-concurrency.js';
import uncancelledTask from './uncancelled-task.js';
import unclosedResource from './unclosed-resource.js';
import unneededAsync from './unneeded-async.js';
import unobservedException from './unobserved-exception.js';

export const rules: readonly Rule[] = [
  missingAwait,
  awaitOutsideAsync,
  awaitNonAwaitable,
  syncProtocol,
  passedNotCalled,
  calledNotPassed,
  asyncCallback,
  sequentialAwait,
  blockingCall,
  nestedEventLoop,
  danglingTask,
  uncancelledTask,
  swallowedCancellation,
  asyncGeneratorCleanup,
  ineffectiveTimeout,
  syncLockAcrossAwait,
  perCallLock,
  unneededAsync,
  legacyEventLoop,
  loopWithoutAwait,
  sessionPerRequest,
  raceAcrossAwait,
  busyWait,
  unclosedResource,
  unobservedException,
  queueProtocol,
  unboundedConcurrency,
  asyncProtocolMethod,
  crossThreadLoopCall,
  missingTimeout,
];
