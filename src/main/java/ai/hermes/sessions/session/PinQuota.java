package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.Setting;
import ai.hermes.sessions.annotation.SettingRepository;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** How many conversations of a profile can be pinned at a time. */
@Singleton
public class PinQuota {

    private final SettingRepository settings;
    private final int configured;

    @Inject
    PinQuota(SettingRepository settings, ListConfig config) {
        this.settings = settings;
        this.configured = config.pinnedLimit();
    }

    /** As many as people chose, else as many as are configured. */
    public int limit() {
        return settings.settings().number(Setting.PINNED_SESSIONS_LIMIT, configured);
    }
}
