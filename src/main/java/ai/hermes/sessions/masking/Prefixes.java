package ai.hermes.sessions.masking;

import java.util.ArrayList;
import java.util.List;

/** The credentials that are known by how they begin, as their makers document it. */
final class Prefixes {

    /** Kinds that end in a hyphen or an underscore, with how many characters follow at least. */
    private static final String PLAIN = """
            sk- 16, xoxb- 10, xoxa- 10, xoxp- 10, xoxr- 10, xoxs- 10, xoxe- 10, xoxc- 10, xoxd- 10, xoxo- 10, xapp- 10
            xoxe.xoxb- 10, xoxe.xoxp- 10
            ghp_ 16, gho_ 16, ghu_ 16, ghs_ 16, ghr_ 16, github_pat_ 16
            glpat- 16, gldt- 16, glrt- 16, glptt- 16, glcbt- 16, glsoat- 16, glimt- 16, glagent- 16, glft- 16, gloas- 16
            hf_ 16, api_org_ 16, npm_ 16, pypi- 16, rubygems_ 16, dckr_pat_ 16, dckr_oat_ 16, figd_ 16, pul- 32
            sk_live_ 10, sk_test_ 10, rk_live_ 10, rk_test_ 10, whsec_ 16, sq0atp- 16, sq0csp- 16
            gsk_ 16, csk- 16, pplx- 16, tvly- 16, nvapi- 16, xai- 16, r8_ 16, fw_ 16, tgp_v1_ 16, fc- 24, jina_ 16
            e2b_ 16, bb_live_ 16, rpa_ 16, sbp_ 16, sb_secret_ 16, phx_ 16, tskey- 16, ntn_ 16, secret_ 32
            lin_api_ 16, shpat_ 16, shpss_ 16, shpca_ 16, shppa_ 16, dop_v1_ 16, doo_v1_ 16, dor_v1_ 16, glsa_ 16, glc_ 16
            sntrys_ 16, sntryu_ 16, NRAK- 16, PMAK- 16, CFPAT- 16, xkeysib- 16, xsmtpsib- 16, key- 32, GOCSPX- 16
            AGE-SECRET-KEY- 32, fal_ 24, exa_ 24, tfp_ 24, doppler_ 24, dp.st. 24, dp.pt. 24, hvs. 16, hvb. 16
            """;

    private Prefixes() {}

    static List<Prefix> all() {
        List<Prefix> all = new ArrayList<>();
        for (String entry : PLAIN.split("[,\n]")) {
            String[] parts = entry.strip().split(" ");
            String text = parts[0];
            all.add(new Prefix(text, text.length() - 1, Integer.parseInt(parts[1]), text.endsWith(".")));
        }
        all.add(new Prefix("AKIA", 1, 16, false));
        all.add(new Prefix("ASIA", 1, 16, false));
        all.add(new Prefix("AIza", 2, 30, false));
        all.add(new Prefix("LTAI", 1, 12, false));
        all.add(new Prefix("ATATT3", 1, 24, false));
        all.add(new Prefix("ATCTT3", 1, 24, false));
        all.add(new Prefix("ya29.", 4, 20, true));
        all.add(new Prefix("SG.", 2, 30, true));
        return all;
    }
}
