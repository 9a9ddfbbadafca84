package io.tickpilot.local.models;

import io.tickpilot.local.Home;
import io.tickpilot.onnx.ManifestFile;
import io.tickpilot.onnx.ModelException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where model folders lie: those shipped, those trained or imported here. */
public final class ModelPlaces {
    private ModelPlaces() {}

    /** Folders that have models, in the order they are looked through. */
    public static List<Path> roots() {
        return List.of(Home.path().resolve("models"), Home.state().resolve("models"));
    }

    /** Folders below these that hold a manifest, by name. */
    public static List<Path> in(List<Path> roots) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            List<Path> here = new ArrayList<>();
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, ModelPlaces::isModel)) {
                folders.forEach(here::add);
            }
            here.sort(null);
            found.addAll(here);
        }
        return found;
    }

    /**
     * The folder a user means: a path, else the name of one that is listed.
     *
     * @throws ModelException when there is none
     */
    public static Path find(String nameOrFolder) {
        Path given = Path.of(nameOrFolder);
        if (Files.isDirectory(given)) {
            return given;
        }
        for (Path root : roots()) {
            Path named = root.resolve(nameOrFolder);
            if (Files.isDirectory(named)) {
                return named;
            }
        }
        throw new ModelException(nameOrFolder + ": no such model folder; see `./tickpilot models list`");
    }

    /** A folder as a user would write it. */
    public static String shortName(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return absolute.startsWith(Home.path())
                ? Home.path().relativize(absolute).toString()
                : folder.toString();
    }

    private static boolean isModel(Path folder) {
        return Files.isRegularFile(folder.resolve(ManifestFile.NAME));
    }
}
