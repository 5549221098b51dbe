package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.Tags;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Reads names of tags out of requests. */
@Singleton
final class TagNames {

    private final int maxLength;

    @Inject
    TagNames(OrganiseConfig config) {
        this.maxLength = config.tagLength();
    }

    /**
     * The tags that a member of a body names; none where it is not there.
     *
     * @throws ApiException 400 if it is no list of texts, or one of them is too long
     */
    Tags in(JsonBody body, String member) {
        Optional<List<String>> names = body.texts(member);
        if (names.isEmpty() && body.has(member)) {
            throw ApiException.badRequest(member + " must be a list of tags");
        }
        Tags tags = Tags.of(names.orElse(List.of()));
        if (tags.names().stream().anyMatch(it -> it.codePointCount(0, it.length()) > maxLength)) {
            throw ApiException.badRequest("a tag must be " + maxLength + " characters or less");
        }
        return tags;
    }
}
