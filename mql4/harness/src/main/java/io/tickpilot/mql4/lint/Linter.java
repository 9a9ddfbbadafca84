package io.tickpilot.mql4.lint;

import io.tickpilot.mql4.translate.Ast;
import io.tickpilot.mql4.translate.Finding;
import io.tickpilot.mql4.translate.Place;
import io.tickpilot.mql4.translate.Preprocessor.Preprocessed;
import io.tickpilot.mql4.translate.Symbols;
import io.tickpilot.mql4.translate.Token;
import io.tickpilot.mql4.translate.TypeNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All rules. Each returns findings; none stops at the first. */
public final class Linter {
    private Linter() {}

    /** Rules that need no more than the words: run before parsing. */
    public static List<Finding> words(Preprocessed source, Path main) {
        List<Finding> findings = new ArrayList<>();
        if (!source.properties().containsKey("strict")) {
            findings.add(new Finding(new Place(main.toString(), 1), "#property strict is missing"));
        }
        findings.addAll(new WordRules(source.tokens()).findings());
        return findings;
    }

    /** Rules on parsed declarations, and on calls of functions nobody declares. */
    public static List<Finding> declarations(
            List<Token> tokens, List<Ast.Item> items, Symbols symbols, TypeNames types) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new DeclarationRules(items, symbols).findings());
        findings.addAll(new CallRules(tokens, items, symbols, types).findings());
        return findings;
    }
}
