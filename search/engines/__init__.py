"""The engines that can keep an archive; each folder implements `pressespiegel.search.engine`."""
