package ai.hermes.sessions.diagnostics;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Another process that has files of a store open.
 *
 * @param pid its number
 * @param command what it calls itself
 * @param profile whose store it is
 * @param store descriptors of the store
 * @param wal descriptors of the log
 * @param shm descriptors of the log's index
 * @param deleted those of them that lead to a file which is not in its place any more: what such a process writes there
 *     nobody else sees
 */
@JsonNaming(SnakeCaseStrategy.class)
record StoreHolder(long pid, String command, String profile, int store, int wal, int shm, int deleted) {}
