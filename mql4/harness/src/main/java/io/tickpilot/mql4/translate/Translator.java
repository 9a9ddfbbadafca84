package io.tickpilot.mql4.translate;

import io.tickpilot.mql4.lint.Linter;
import io.tickpilot.mql4.translate.Preprocessor.Preprocessed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns an MQL4 program into one C++ file that compiles against the shim. */
public final class Translator {
    private Translator() {}

    /** The C++ text and the MQL4 files it came from. */
    public record Translation(String cpp, List<Path> files) {}

    /**
     * Translates {@code main} and what it includes.
     *
     * @throws MqlException with all findings when the program is not MQL4
     */
    public static Translation translate(Path main, List<Path> includeFolders) {
        Preprocessed source = new Preprocessor(includeFolders).read(main);
        List<Finding> findings = new ArrayList<>(source.findings());
        findings.addAll(Linter.words(source, main));
        refuse(findings);
        TypeNames types = TypeNames.of(source.tokens());
        List<Ast.Item> items = ProgramParser.parse(source.tokens(), types);
        Symbols symbols = Symbols.of(items);
        findings.addAll(Linter.declarations(source.tokens(), items, symbols, types));
        refuse(findings);
        return new Translation(new ProgramWriter(items, types, symbols).write(), source.files());
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new MqlException(findings);
        }
    }
}
