package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.List;

/**
 * What the file of a store is made of. Trees, free and other bytes add up to its size.
 *
 * @param fileBytes its size, with what is in the log and comes into it
 * @param walBytes size of the log
 * @param freeBytes pages that it holds and does not use
 * @param pageSize bytes of a page
 * @param trees tables and indexes, the largest first
 * @param otherBytes what is none of these
 */
@JsonNaming(SnakeCaseStrategy.class)
record FileSizes(long fileBytes, long walBytes, long freeBytes, long pageSize, List<TreeSize> trees, long otherBytes) {

    static FileSizes of(FilePages file, long walBytes, List<TreeSize> trees, long otherBytes) {
        return new FileSizes(
                file.bytes(),
                walBytes,
                file.freeBytes(),
                file.size(),
                trees.stream()
                        .sorted(Comparator.comparingLong(TreeSize::bytes)
                                .reversed()
                                .thenComparing(TreeSize::name))
                        .toList(),
                otherBytes);
    }

    /** Of a file of which only the sizes are known yet. */
    static FileSizes unmeasured(long fileBytes, long walBytes) {
        return new FileSizes(fileBytes, walBytes, 0, 0, List.of(), fileBytes);
    }

    /** What is used of it. */
    long usedBytes() {
        return fileBytes - freeBytes;
    }
}
