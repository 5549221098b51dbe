package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Something that was not imported.
 *
 * @param file name of the file in a ZIP; empty where it is none
 * @param line number of the line, from 1 on; 0 where it is not known
 * @param column number of the character in it, from 1 on; 0 where it is not known
 * @param sessionId what the file calls the session; empty where that is not known
 * @param error what is wrong, in a sentence
 * @param remedy what to do about it, in a sentence
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Problem(String file, int line, int column, String sessionId, String error, String remedy) {}
